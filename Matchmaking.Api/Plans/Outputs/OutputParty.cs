using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>A participant as outputs name it.</summary>
internal sealed record OutputParty(RegistrationId RegistrationId, PartyType Type, string Name);
