using System.Security.Cryptography;
using System.Text;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Support;

/// <summary>A fingerprint of every table, to see that a refused request changed nothing.</summary>
internal static class DatabaseTrace
{
    // Using a key is recorded also where the request is refused afterwards.
    private static readonly string[] _notAnEffect = ["last_used_at"];

    private const string SqliteTables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'";

    private const string PostgresTables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";

    public static Task<IReadOnlyDictionary<string, string>> Take(TestServer server) =>
        server.Services.GetRequiredService<IDatabase>().Read(Tables, CancellationToken.None);

    /// <summary>Names of the tables that differ.</summary>
    public static IReadOnlyList<string> Changes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        [.. after.Where(t => before.GetValueOrDefault(t.Key) != t.Value).Select(t => t.Key)];

    private static async Task<IReadOnlyDictionary<string, string>> Tables(Db db)
    {
        var prints = new Dictionary<string, string>();
        foreach (var table in await db.Query<string>(db.Dialect is SqliteDialect ? SqliteTables : PostgresTables))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (IDictionary<string, object?> row in await db.Query<dynamic>($"SELECT * FROM \"{table}\" ORDER BY 1, 2"))
            {
                foreach (var (column, value) in row.Where(c => !_notAnEffect.Contains(c.Key)))
                    hash.AppendData(value as byte[] ?? Encoding.UTF8.GetBytes(FormattableString.Invariant($"{column}={value};")));
            }

            prints[table] = Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        return prints;
    }
}
