namespace Matchmaking.Api.Http;

internal static class BodyLimits
{
    /// <summary>Largest JSON body in bytes.</summary>
    public const int Json = 1024 * 1024;
}
