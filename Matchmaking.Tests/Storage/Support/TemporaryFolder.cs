namespace Matchmaking.Tests.Storage.Support;

/// <summary>A new empty folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("matchmaking-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
