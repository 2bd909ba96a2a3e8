using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Core.Storage.Sqlite;

namespace Matchmaking.Api.Setup;

/// <summary>Opens the database that the settings name.</summary>
internal static class Databases
{
    /// <exception cref="DatabaseLockedException">Another process serves from the data folder.</exception>
    public static IDatabase Open(Settings settings) => settings.Postgres is { } address ? PostgresDatabase.Open(address) : SqliteDatabase.Open(settings.DataFolder);

    /// <summary>Runs a query; a server may be using the database.</summary>
    /// <exception cref="FileNotFoundException">There is no database in the data folder.</exception>
    public static async Task<T> ReadBeside<T>(Settings settings, Func<Db, Task<T>> query, CancellationToken cancel)
    {
        if (settings.Postgres is not { } address)
            return await SqliteDatabase.ReadBeside(settings.DataFolder, query, cancel);
        await using var database = PostgresDatabase.Open(address);
        return await database.Read(query, cancel);
    }

    /// <exception cref="SettingsException">The database is not in a folder: what copies its file does not help.</exception>
    public static string RequireFolder(Settings settings) => settings.Postgres is null
        ? settings.DataFolder
        : throw new SettingsException($"{Settings.DatabaseName} names a PostgreSQL database; this verb copies the file of the embedded one. Use pg_dump and pg_restore (docs/operations.md).");
}
