namespace Matchmaking.Core.Keys;

/// <summary>What the owner of a key may do.</summary>
public enum Role
{
    Admin,
    Auditor,
    Organizer,
    Fund,
    Startup,
}
