using System.Data;
using System.Data.Common;
using Npgsql;

namespace Matchmaking.Core.Storage.Postgres;

internal sealed class PostgresDialect : ISqlDialect
{
    private const string IdleInTransactionSessionTimeout = "25P03";

    public string Name => "Postgres";

    public ITokenIndex TokenIndex { get; } = new PostgresTokenIndex();

    public string OneOf(string column, string parameter) => $"{column} = ANY(@{parameter})";

    /// <remarks>
    /// The columns stand in the detail of the error only, with their values, which must not reach a log; so it is the name of the
    /// constraint that tells: <c>{table}_{column}_key</c>, as PostgreSQL names the constraint of one column and the migrations name the others.
    /// </remarks>
    public string? UniqueViolation(DbException exception)
    {
        if (exception is not PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: { } table, ConstraintName: { } constraint })
            return null;
        var column = constraint.StartsWith(table + "_", StringComparison.Ordinal) ? constraint[(table.Length + 1)..] : constraint;
        return column == "pkey" ? "id" : column.EndsWith("_key", StringComparison.Ordinal) ? column[..^"_key".Length] : column;
    }

    public bool IsForeignKeyViolation(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation };

    /// <remarks>Classes of codes: https://www.postgresql.org/docs/15/errcodes-appendix.html.</remarks>
    public DatabaseFault? Fault(DbException exception) => exception switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.TooManyConnections
        } => DatabaseFault.Busy,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => DatabaseFault.StorageFull,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => DatabaseFault.StorageReadOnly,
        PostgresException { SqlState: PostgresErrorCodes.IoError } => DatabaseFault.StorageFailed,
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => DatabaseFault.StorageCorrupt,
        PostgresException refused => IsConnectionLost(refused) ? DatabaseFault.Unreachable : null,
        // What is no answer of the server is a failure of the way to it.
        NpgsqlException { InnerException: TimeoutException } => DatabaseFault.Busy,
        NpgsqlException => DatabaseFault.Unreachable,
        _ => null,
    };

    /// <summary>
    /// What a failure on a connection comes from. One that breaks in the midst (its own keepalive found it dead; the pool let go of all when another
    /// one was lost) shows itself to who is using it as an object that is disposed, though it may call itself open, or as one that is closed.
    /// </summary>
    public static Exception CauseOf(Exception failure, NpgsqlConnection connection) =>
        failure is ObjectDisposedException || (failure is InvalidOperationException && !connection.FullState.HasFlag(ConnectionState.Open))
            ? new NpgsqlException("The connection to the server broke while it was used.", failure)
            : failure;

    /// <summary>Whether what was asked never ended on the server, and its connection is of no more use.</summary>
    public static bool IsConnectionLost(Exception failure) => failure switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or IdleInTransactionSessionTimeout
        } => true,
        PostgresException refused => refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException => true,
        _ => false,
    };
}
