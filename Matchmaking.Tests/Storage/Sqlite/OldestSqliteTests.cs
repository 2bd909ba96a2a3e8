using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Sqlite;

/// <summary>
/// Schema and statements run on SQLite 3.35.5, the library that is bundled for machines without a newer one. The tests
/// themselves mostly run on the system's, which would accept more.
/// </summary>
internal sealed partial class OldestSqliteTests
{
    private static IEnumerable<NamedStatement> Statements =>
        StatementList.Constants.Concat(StatementList.OfTables).Concat(StatementList.Lists).Concat(SearchStatements.All);

    [Test]
    public void Statements_OfAllStores_PrepareOnTheBundledLibrary()
    {
        using var library = BundledSqlite.Open();
        Assert.That(library.Version, Is.EqualTo("3.35.5"));
        library.Run("CREATE TABLE schema_migrations (number INTEGER, name TEXT, sha256 TEXT, applied_at BIGINT)");
        foreach (var migration in Migrations.Of(new SqliteDialect()))
            library.Run(migration.Sql);

        Assert.That(Statements.ToList(), Has.Count.GreaterThan(200));
        foreach (var statement in Statements)
            Assert.That(library.Prepare(InList().Replace(statement.Sql, "IN (@x)")), Is.Empty, statement.Name);
    }

    // Since 3.37, 3.38, 3.39 and 3.44, or spelled otherwise in other databases.
    [TestCase(@"\)\s*STRICT\b")]
    [TestCase(@"->")]
    [TestCase(@"\bIS\s+(NOT\s+)?DISTINCT\s+FROM\b")]
    [TestCase(@"\b(RIGHT|FULL)\s+(OUTER\s+)?JOIN\b")]
    [TestCase(@"\b(unixepoch|string_agg|concat|concat_ws|octet_length|timediff)\s*\(")]
    [TestCase(@"\bWITHOUT\s+ROWID\b")]
    [TestCase(@"\bAUTOINCREMENT\b")]
    public void Sql_OfMigrationsAndStores_KeepsToOldAndCommonWords(string forbidden)
    {
        var texts = Migrations.Of(new SqliteDialect()).Select(m => new NamedStatement(m.Name, m.Sql)).Concat(Statements);

        foreach (var text in texts)
            Assert.That(text.Sql, Does.Not.Match("(?i)" + forbidden), text.Name);
    }

    [GeneratedRegex(@"IN @\w+")]
    private static partial Regex InList();

    /// <summary>The bundled library beside the one that the process uses, through four of its functions.</summary>
    private sealed class BundledSqlite : IDisposable
    {
        private readonly IntPtr _library;
        private readonly IntPtr _database;

        private BundledSqlite(IntPtr library)
        {
            _library = library;
            Assert.That(Function<OpenDatabase>("sqlite3_open")(":memory:"u8.ToArray().Append((byte)0).ToArray(), out _database), Is.Zero);
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int OpenDatabase(byte[] name, out IntPtr database);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int PrepareStatement(IntPtr database, byte[] sql, int length, out IntPtr statement, IntPtr tail);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int ExecuteAll(IntPtr database, byte[] sql, IntPtr callback, IntPtr argument, IntPtr error);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int Release(IntPtr handle);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate IntPtr TextOf(IntPtr database);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate IntPtr LibraryVersion();

        public string Version => Marshal.PtrToStringUTF8(Function<LibraryVersion>("sqlite3_libversion")())!;

        public static BundledSqlite Open()
        {
            var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            var folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "runtimes", $"{system}-{architecture}", "native");
            var file = Directory.Exists(folder) ? Directory.GetFiles(folder, "*e_sqlite3.*").SingleOrDefault() : null;
            if (file is null)
                Assert.Ignore($"No SQLite library is bundled for {system}-{architecture}.");
            return new BundledSqlite(NativeLibrary.Load(file!));
        }

        public void Run(string sql) =>
            Assert.That(Function<ExecuteAll>("sqlite3_exec")(_database, Utf8(sql), 0, 0, 0), Is.Zero, () => Error + ": " + sql);

        /// <returns>What is wrong with the statement; empty: nothing.</returns>
        public string Prepare(string sql)
        {
            var code = Function<PrepareStatement>("sqlite3_prepare_v2")(_database, Utf8(sql), -1, out var statement, 0);
            Function<Release>("sqlite3_finalize")(statement);
            return code == 0 ? "" : Error;
        }

        public void Dispose()
        {
            Function<Release>("sqlite3_close")(_database);
            NativeLibrary.Free(_library);
        }

        private string Error => Marshal.PtrToStringUTF8(Function<TextOf>("sqlite3_errmsg")(_database))!;

        private static byte[] Utf8(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

        private T Function<T>(string name) => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(_library, name));
    }
}
