namespace Matchmaking.Api.Messages;

/// <summary>A limit of a plan, or a change that lifts it, as an argument of a refusal: it is told in the reader's language when the answer is written.</summary>
/// <param name="Name">Kebab-case; names its text.</param>
/// <param name="Amount">What the limit is set to, or by how much or to what it is to be changed.</param>
/// <param name="RegistrationId">Whose; null where it is everybody's. A pair names the startup first.</param>
/// <param name="PartnerId">The other one of a pair.</param>
internal sealed record LimitArgument(string Name, long Amount, RegistrationId? RegistrationId = null, RegistrationId? PartnerId = null)
{
    /// <summary>What it is called; null where that is not known.</summary>
    public string? Participant { get; init; }

    /// <summary>What the partner is called.</summary>
    public string? Partner { get; init; }
}
