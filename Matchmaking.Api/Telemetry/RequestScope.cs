using System.Collections;
using System.Diagnostics;
using Matchmaking.Api.Auth;

namespace Matchmaking.Api.Telemetry;

/// <summary>
/// What every line of a request's log carries: the ids by which it can be found, and nothing of what was sent. Read when a
/// line is written, so that the key is there as soon as it is known.
/// </summary>
internal sealed class RequestScope(HttpContext http) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 3;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("RequestId", http.TraceIdentifier),
        1 => new("TraceId", Activity.Current?.TraceId.ToString()),
        2 => new("KeyId", Caller.KeyIdOf(http)),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    public override string ToString() => string.Join(' ', this.Where(p => p.Value is not null).Select(p => $"{p.Key}:{p.Value}"));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
