namespace Matchmaking.Api.Limits;

/// <summary>What every endpoint is under unless it says otherwise.</summary>
[Flags]
internal enum RequestLimit
{
    None = 0,

    /// <summary>Requests a second of one key.</summary>
    Rate = 1,

    /// <summary>Requests in flight, over all keys.</summary>
    InFlight = 2,

    /// <summary>The time that one request may take.</summary>
    Time = 4,
}

/// <summary>An endpoint that is not under certain limits, and why.</summary>
internal sealed record LimitExemption(RequestLimit Limits, string Reason);

/// <summary>The endpoint answers with a stream that stays open: it takes a place among the streams, not among the requests.</summary>
internal sealed record EventStream;

/// <summary>The time that requests to an endpoint may take, instead of the usual.</summary>
internal sealed record TimeLimit(TimeSpan Time);

internal static class LimitExtensions
{
    /// <summary>Takes endpoints out of limits that all others are under.</summary>
    public static TBuilder ExemptFrom<TBuilder>(this TBuilder builder, RequestLimit limits, string reason)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LimitExemption(limits, reason));

    /// <summary>Says that the answer is a stream of events that stays open for long.</summary>
    public static TBuilder AsEventStream<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder
            .WithMetadata(new EventStream())
            .ExemptFrom(RequestLimit.InFlight | RequestLimit.Time, "a stream stays open and mostly waits; streams have a limit of their own");

    public static TBuilder WithTimeLimit<TBuilder>(this TBuilder builder, TimeSpan time)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new TimeLimit(time));

    public static bool IsExemptFrom(this Endpoint? endpoint, RequestLimit limit) =>
        endpoint?.Metadata.GetOrderedMetadata<LimitExemption>().Any(e => e.Limits.HasFlag(limit)) == true;
}
