using Matchmaking.Core.Common;

namespace Matchmaking.Api.Limits;

/// <summary>Refusals that say when to come again: <c>Retry-After</c> is made from their argument <see cref="Seconds"/>.</summary>
internal static class RetryLater
{
    public const string Seconds = "seconds";

    public static DomainError TooManyRequests(string code, TimeSpan wait, params ReadOnlySpan<(string Name, object? Value)> args) =>
        new(ErrorKind.TooManyRequests, code, [(Seconds, WholeSeconds(wait)), .. args], []);

    public static DomainError Overloaded { get; } = new(ErrorKind.Unavailable, Codes.Overloaded, (Seconds, 1));

    /// <summary>Rounded up, so that who waits that long is not refused again for the same reason; at least 1.</summary>
    public static int WholeSeconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}
