namespace Matchmaking.Core.Keys;

public enum Role
{
    Admin,
    Auditor,
    Organizer,
    Fund,
    Startup,
}
