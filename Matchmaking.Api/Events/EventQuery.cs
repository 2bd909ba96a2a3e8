using System.Globalization;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Events;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Events;

/// <summary>Which events a caller wants to read.</summary>
/// <param name="After">Number of the audit row behind which to begin; null: at the end.</param>
/// <param name="Types">Types or kinds; empty: all.</param>
/// <param name="Resource">The kind of thing; null: all.</param>
/// <param name="ResourceId">One thing; null: all.</param>
/// <param name="SessionId">One session and what belongs to it; null: all.</param>
/// <param name="Limit">Events at most.</param>
/// <param name="Wait">How long to wait for the first.</param>
internal sealed record EventQuery(long? After, IReadOnlyList<string> Types, string? Resource, string? ResourceId, SessionId? SessionId, int Limit, TimeSpan Wait)
{
    public const int WaitSecondsMax = 30;

    /// <summary>Instead of a cursor: what comes from now on.</summary>
    public const string Now = "now";

    // A position means the same to everybody, whatever is asked for behind it.
    private const string Scope = "events";

    public static Result<EventQuery> Read(HttpContext http)
    {
        var query = new QueryReader(http);
        var after = ReadAfter(query);
        var types = (query.Text("type") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (types.Any(t => !EventTypes.IsPattern(t)))
            query.Refuse("type", Codes.UnknownValue, ("allowed", string.Join(", ", EventTypes.All)));
        var read = new EventQuery(
            after, types, query.Text("resource"), query.Text("resourceId"), query.Id<Session>("sessionId"), query.Limit(),
            TimeSpan.FromSeconds(query.Number("wait", 0, WaitSecondsMax) ?? 0));
        return query.Finish() is { } refused ? refused : read;
    }

    public static string Cursor(long position) => Http.Cursor.Encode(Scope, position.ToString(CultureInfo.InvariantCulture));

    public bool Asks(ChangeEvent change) =>
        EventTypes.IsAmong(Types, change.Type)
        && (Resource is null || Resource == change.Resource.Type)
        && (ResourceId is null || ResourceId == change.Resource.Id)
        && (SessionId is null || SessionId == change.SessionId);

    private static long? ReadAfter(QueryReader query)
    {
        var text = query.Text("after");
        if (text is null)
            return 0;
        if (text == Now)
            return null;
        if (long.TryParse(Http.Cursor.Decode(Scope, text), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return position;
        query.Refuse("after", Codes.InvalidCursor);
        return 0;
    }
}
