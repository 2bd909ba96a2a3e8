namespace Matchmaking.Core.Events;

/// <summary>Every type of event: the kind of thing, a dot, and what happened to it. Types are stable; new ones are added.</summary>
public static class EventTypes
{
    /// <summary>Sent by <c>POST /webhooks/{id}/test</c> alone; tells of no change.</summary>
    public const string WebhookTest = "webhook.test";

    public const string WebhookCreated = "webhook.created";

    public const string SavedSearchMatched = "saved-search.matched";

    private const string AnyOfKind = ".*";

    /// <summary>In the order of the alphabet.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "financing-request.changed", "financing-request.closed", "financing-request.created", "financing-request.deleted", "financing-request.matched",
        "financing-request.opened", "financing-request.withdrawn",
        "freeze.created",
        "fund.changed", "fund.created", "fund.deleted",
        "model.promoted", "model.trained",
        "operation.finished", "operation.queued",
        "outcome.recorded",
        "plan.changed", "plan.created", "plan.published", "plan.superseded",
        "position.changed", "position.created", "position.voided",
        "preference.changed", "preference.created", "preference.deleted",
        "registration.cancelled", "registration.changed", "registration.checked-in", "registration.created", "registration.deleted", "registration.no-show",
        "saved-search.changed", "saved-search.created", "saved-search.deleted", SavedSearchMatched, "saved-search.seen",
        "session.changed", "session.closed", "session.created", "session.deleted", "session.frozen", "session.opened",
        "startup.changed", "startup.created", "startup.deleted",
        "webhook.changed", WebhookCreated, "webhook.deleted", "webhook.disabled", "webhook.rotated",
    ];

    /// <summary>A type, or a kind of thing with <c>.*</c> for all that can happen to it.</summary>
    public static bool IsPattern(string text) => All.Contains(text) || (text.EndsWith(AnyOfKind, StringComparison.Ordinal) && All.Any(t => Matches(text, t)));

    /// <summary>Whether a type is one of some patterns; no pattern means all.</summary>
    public static bool IsAmong(IReadOnlyCollection<string> patterns, string type) => patterns.Count == 0 || patterns.Any(p => Matches(p, type));

    private static bool Matches(string pattern, string type) => pattern.EndsWith(AnyOfKind, StringComparison.Ordinal)
        ? type.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : pattern == type;
}
