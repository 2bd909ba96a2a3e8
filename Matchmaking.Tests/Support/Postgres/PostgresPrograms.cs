using System.Globalization;
using NUnit.Framework;

namespace Matchmaking.Tests.Support.Postgres;

/// <summary>Where PostgreSQL's programs are on this machine; whether tests may do without.</summary>
internal static class PostgresPrograms
{
    private const string Debian = "/usr/lib/postgresql";
    private const int VersionLeast = 15;

    /// <summary>With 1, a test that does not find PostgreSQL fails instead of being skipped.</summary>
    private const string RequiredVariable = "MATCHMAKING_REQUIRE_POSTGRES";

    private static readonly Lazy<string?> _folder = new(Find);

    /// <summary>The folder of <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>.</summary>
    /// <exception cref="IgnoreException">There is none.</exception>
    /// <exception cref="AssertionException">There is none, and there has to be.</exception>
    public static string Folder
    {
        get
        {
            if (_folder.Value is { } found)
                return found;
            const string Why = "PostgreSQL 15 or newer is not installed (./test installs it).";
            if (Environment.GetEnvironmentVariable(RequiredVariable) == "1")
                throw new AssertionException(Why);
            throw new IgnoreException(Why);
        }
    }

    private static string? Find()
    {
        var installed = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Select(d => (Version: Number(Path.GetFileName(d)), Folder: Path.Combine(d, "bin"))) : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(f => (Version: VersionLeast, Folder: f));
        return installed.OrderByDescending(i => i.Version).Where(i => i.Version >= VersionLeast).Concat(onPath)
            .Select(i => i.Folder).FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")));
    }

    private static int Number(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
