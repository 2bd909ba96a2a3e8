namespace Matchmaking.Core.Plans.Tables;

/// <summary>What a participant is; only pairs of a startup and a fund have a weight.</summary>
public enum TableParticipantKind
{
    Startup,
    Fund,

    /// <summary>An official or another guest: takes a seat, and no more.</summary>
    Guest,
}

/// <summary>Somebody who needs a seat; <paramref name="Id"/> is the id of the registration, unique over all kinds.</summary>
public sealed record TableParticipant(Guid Id, TableParticipantKind Kind);
