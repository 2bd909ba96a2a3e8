namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>Result codes of SQLite (https://www.sqlite.org/rescode.html) that say something about the file rather than about the statement.</summary>
internal static class SqliteCodes
{
    public const int Permission = 3;
    public const int Busy = 5;
    public const int Locked = 6;
    public const int ReadOnly = 8;
    public const int InputOutput = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;

    /// <summary>The locks of the write-ahead log were contended for too long.</summary>
    public const int Protocol = 15;

    public const int NotADatabase = 26;
}
