using System.Diagnostics.Metrics;

namespace Matchmaking.Api.Limits;

/// <summary>Counts what was refused for reasons of load. Nothing in it names a key or an address.</summary>
internal sealed class LimitMetrics
{
    public const string MeterName = "Matchmaking.Limits";
    public const string RefusedName = "matchmaking.requests.refused";
    public const string FailuresName = "matchmaking.authentication.failures";

    private readonly Counter<long> _refused;
    private readonly Counter<long> _failures;

    public LimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _refused = meter.CreateCounter<long>(RefusedName, "{request}", "Requests refused by a limit, by the code of the refusal.");
        _failures = meter.CreateCounter<long>(FailuresName, "{request}", "Requests with a key that is unknown, expired or revoked.");
    }

    public void Refused(string code) => _refused.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <param name="reason"><c>unknown</c>, <c>expired</c> or <c>revoked</c>.</param>
    public void AuthenticationFailed(string reason) => _failures.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
