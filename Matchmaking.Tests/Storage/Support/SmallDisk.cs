using System.Diagnostics;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Support;

/// <summary>A file system of its own with so much space and no more (tmpfs). Only root may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts one, or ignores the test where that is not allowed: the same faults are simulated below SQLite in any case.</summary>
    /// <param name="megabytes">Its size.</param>
    public static async Task<SmallDisk> Mount(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Assert.Ignore("Mounting a small disk takes root on Linux.");
        var path = Directory.CreateTempSubdirectory("matchmaking-test-").FullName;
        if (await Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path) is { } refused)
        {
            Directory.Delete(path);
            Assert.Ignore($"This machine does not let root mount a small disk: {refused}");
        }

        return new SmallDisk(path);
    }

    /// <summary>From now on it can only be read. Nobody may have a file open for writing.</summary>
    public async Task MakeReadOnly() => Assert.That(await Run("mount", "-o", "remount,ro", Path), Is.Null);

    public void Dispose()
    {
        using var unmount = Process.Start("umount", ["--lazy", Path]);
        unmount.WaitForExit();
        Directory.Delete(Path);
    }

    /// <returns>What it complains about; null when it did it.</returns>
    private static async Task<string?> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : errors.Trim();
    }
}
