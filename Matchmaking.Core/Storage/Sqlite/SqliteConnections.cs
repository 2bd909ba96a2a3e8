using Microsoft.Data.Sqlite;

namespace Matchmaking.Core.Storage.Sqlite;

/// <summary>How connections to a database file are opened.</summary>
internal static class SqliteConnections
{
    /// <summary>How long a lock of another process is waited for.</summary>
    public const int BusyTimeoutMilliseconds = 5_000;

    // SQLite itself waits for the lock; the provider would go on asking for 30 seconds more, and 0 is for ever.
    private const int ProviderRetrySeconds = 1;

    // The library of a distribution has foreign keys off by default, the bundled one on: always say so.
    public static string Text(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Cache = SqliteCacheMode.Private,
            ForeignKeys = true,
            Pooling = false,
            DefaultTimeout = ProviderRetrySeconds,
        }.ToString();

    public static PreparingConnection Open(string path, SqliteOpenMode mode)
    {
        _ = SqliteNative.Origin;
        var connection = new PreparingConnection(Text(path, mode));
        try
        {
            connection.Open();
            Run(connection, $"PRAGMA temp_store=MEMORY; PRAGMA busy_timeout={BusyTimeoutMilliseconds}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
