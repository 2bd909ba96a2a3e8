using Matchmaking.Core.Common;

namespace Matchmaking.Api.Messages;

/// <summary>A limit of a plan, or a change that lifts it, as an argument of a refusal: it is told in the reader's language when the answer is written.</summary>
/// <param name="Name">Kebab-case; names its text.</param>
/// <param name="Amount">What the limit is set to, or by how much or to what it is to be changed.</param>
/// <param name="RegistrationId">Whose; null where it is everybody's. A pair names the startup first.</param>
/// <param name="PartnerId">The other one of a pair.</param>
internal sealed record LimitArgument(string Name, long Amount, RegistrationId? RegistrationId = null, RegistrationId? PartnerId = null)
{
    /// <summary>Of the ids that the solvers know participants by.</summary>
    public static LimitArgument Of<TName>(TName name, long amount, Guid? participant, Guid? partner)
        where TName : struct, Enum =>
        new(name.Kebab(), amount, participant is { } one ? new(one) : null, partner is { } other ? new(other) : null);

    /// <summary>What it is called; null where that is not known.</summary>
    public string? Participant { get; init; }

    /// <summary>What the partner is called.</summary>
    public string? Partner { get; init; }
}
