using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Matchmaking.Core.Storage.Sqlite;

internal sealed class SqliteDialect : ISqlDialect
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintForeignKey = 787;

    public string Name => "Sqlite";

    public ITokenIndex TokenIndex { get; } = new SqliteTokenIndex();

    public string OneOf(string column, string parameter) => $"{column} IN @{parameter}";

    public string? UniqueViolation(DbException exception)
    {
        if (exception is not SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey } sqlite)
            return null;

        // "... UNIQUE constraint failed: funds.external_id'": SQLite names the columns in the message only.
        var message = sqlite.Message;
        var start = message.IndexOf("failed: ", StringComparison.Ordinal) + "failed: ".Length;
        var last = message[start..].TrimEnd('\'', '.').Split(',')[^1];
        return last[(last.IndexOf('.', StringComparison.Ordinal) + 1)..].Trim();
    }

    public bool IsForeignKeyViolation(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: ConstraintForeignKey };

    public DatabaseFault? Fault(DbException exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        SqliteCodes.Busy or SqliteCodes.Locked or SqliteCodes.Protocol => DatabaseFault.Busy,
        SqliteCodes.Full => DatabaseFault.StorageFull,
        SqliteCodes.ReadOnly or SqliteCodes.Permission => DatabaseFault.StorageReadOnly,
        SqliteCodes.InputOutput or SqliteCodes.CannotOpen => DatabaseFault.StorageFailed,
        SqliteCodes.Corrupt or SqliteCodes.NotADatabase => DatabaseFault.StorageCorrupt,
        _ => null,
    };
}
