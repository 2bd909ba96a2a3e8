namespace Matchmaking.Tests.Support;

internal static class EndpointIds
{
    /// <summary>An id that nothing has.</summary>
    public const string Unknown = "01920000-0000-7000-8000-000000000001";
}
