using Matchmaking.Api.Messages;

namespace Matchmaking.Api.Contracts;

/// <summary>One of the limits that cannot hold together.</summary>
/// <param name="Limit">Stable, kebab-case.</param>
/// <param name="Amount">What it is set to.</param>
/// <param name="RegistrationId">Whose limit; null where it is everybody's. A pair names the startup first.</param>
/// <param name="PartnerRegistrationId">The other one of a pair.</param>
/// <param name="Message">In the language of Accept-Language.</param>
internal sealed record ConflictView(string Limit, long Amount, RegistrationId? RegistrationId, RegistrationId? PartnerRegistrationId, string Message)
{
    public static ConflictView Of(LimitArgument limit, Language language) =>
        new(limit.Name, limit.Amount, limit.RegistrationId, limit.PartnerId, LimitText.Of(limit, language));
}

/// <summary>One change that resolves the conflict by itself.</summary>
/// <param name="Change">Stable, kebab-case.</param>
/// <param name="Amount">By how much, or to what.</param>
/// <param name="RegistrationId">Whose limit; null where it is everybody's. A pair names the startup first.</param>
/// <param name="PartnerRegistrationId">The other one of a pair.</param>
/// <param name="Message">In the language of Accept-Language.</param>
internal sealed record RelaxationView(string Change, long Amount, RegistrationId? RegistrationId, RegistrationId? PartnerRegistrationId, string Message)
{
    public static RelaxationView Of(LimitArgument change, Language language) =>
        new(change.Name, change.Amount, change.RegistrationId, change.PartnerId, LimitText.Of(change, language));
}
