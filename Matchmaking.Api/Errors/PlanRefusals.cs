using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Errors;

/// <summary>Refusals that say which limits of a plan conflict and what to relax: lists of <see cref="LimitArgument"/> among their arguments.</summary>
internal static class PlanRefusals
{
    /// <summary>Name of the argument with the limits that cannot hold together.</summary>
    public const string Conflicts = "conflicts";

    /// <summary>Name of the argument with changes that help.</summary>
    public const string Relaxations = "relaxations";

    /// <returns>Null where the refusal has no such argument.</returns>
    public static IReadOnlyList<LimitArgument>? Limits(DomainError error, string name) =>
        error.Args.FirstOrDefault(a => a.Name == name).Value as IReadOnlyList<LimitArgument>;

    /// <summary>The registrations that a refusal speaks of.</summary>
    public static IReadOnlySet<RegistrationId> Named(DomainError error) =>
        error.Args.SelectMany(a => a.Value as IReadOnlyList<LimitArgument> ?? []).SelectMany(l => new[] { l.RegistrationId, l.PartnerId }).OfType<RegistrationId>().ToHashSet();

    /// <summary>The same refusal with what participants are called.</summary>
    public static DomainError WithNames(DomainError error, IReadOnlyDictionary<RegistrationId, string> names) => error with
    {
        Args = [.. error.Args.Select(a => a.Value is IReadOnlyList<LimitArgument> limits ? (a.Name, (object?)limits.Select(l => Named(l, names)).ToList()) : a)],
    };

    private static LimitArgument Named(LimitArgument limit, IReadOnlyDictionary<RegistrationId, string> names) => limit with
    {
        Participant = limit.RegistrationId is { } id ? names.GetValueOrDefault(id) : null,
        Partner = limit.PartnerId is { } partner ? names.GetValueOrDefault(partner) : null,
    };
}
