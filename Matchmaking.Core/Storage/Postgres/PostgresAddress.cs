using System.Globalization;
using Npgsql;

namespace Matchmaking.Core.Storage.Postgres;

/// <summary>
/// Where a PostgreSQL database is: an address <c>postgres://user:password@host:port,host:port/database?parameter=value</c>
/// (https://www.postgresql.org/docs/15/libpq-connect.html, 34.1.1.2) or a connection string of Npgsql. Of several hosts the
/// one that can be written is used, whichever that is at the moment.
/// </summary>
public sealed class PostgresAddress
{
    private static readonly string[] _schemes = ["postgres://", "postgresql://"];

    // Names of libpq that Npgsql calls otherwise; all others are taken as Npgsql's own.
    private static readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
        ["options"] = "Options",
    };

    private readonly NpgsqlConnectionStringBuilder _given;

    private PostgresAddress(NpgsqlConnectionStringBuilder given) => _given = given;

    /// <summary>Hosts and database, without user and password.</summary>
    public string Name => $"{_given.Host}/{_given.Database}";

    /// <exception cref="FormatException">Neither of the two forms; the message does not repeat the text, which may hold a password.</exception>
    public static PostgresAddress Parse(string text)
    {
        var scheme = Array.Find(_schemes, s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase));
        var given = scheme is null ? OfConnectionString(text) : OfAddress(text[scheme.Length..]);
        if (string.IsNullOrEmpty(given.Host))
            throw new FormatException("a host is missing");
        if (string.IsNullOrEmpty(given.Database))
            throw new FormatException("the name of a database is missing");
        return new PostgresAddress(given);
    }

    /// <summary>What connections of this program need, beside what is given; what is given wins.</summary>
    /// <param name="poolMost">Connections that are kept; 0: each is closed when it is let go of.</param>
    internal NpgsqlConnectionStringBuilder Settings(int poolMost)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "matchmaking",
            // A dead host is given up before a request is.
            Timeout = 5,
            CommandTimeout = 30,
            KeepAlive = 10,
            HostRecheckSeconds = 1,
            // The stores send the same texts over and over; the planner sees each once.
            MaxAutoPrepare = 256,
            AutoPrepareMinUsages = 2,
            MaxPoolSize = Math.Max(poolMost, 1),
            NoResetOnClose = true,
        };
        foreach (var (name, value) in _given)
            settings[name] = value;
        settings.Pooling = poolMost > 0;
        return settings;
    }

    private static NpgsqlConnectionStringBuilder OfConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (ArgumentException)
        {
            throw new FormatException("it is neither an address that begins with postgres:// nor a connection string of Npgsql");
        }
    }

    private static NpgsqlConnectionStringBuilder OfAddress(string rest)
    {
        var (main, query) = Cut(rest, rest.IndexOf('?', StringComparison.Ordinal));
        var (authority, database) = Cut(main, main.IndexOf('/', StringComparison.Ordinal));
        // The last one: a password may hold others, though it should not.
        var at = authority.LastIndexOf('@');
        var hosts = authority[(at + 1)..];
        var given = new NpgsqlConnectionStringBuilder { Host = hosts, Database = Uri.UnescapeDataString(database) };
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], authority[..at].IndexOf(':', StringComparison.Ordinal));
            given.Username = Uri.UnescapeDataString(user);
            if (password.Length > 0)
                given.Password = Uri.UnescapeDataString(password);
        }

        if (!hosts.Contains(',', StringComparison.Ordinal))
            SetHost(given, hosts);
        foreach (var parameter in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            SetParameter(given, parameter);
        return given;
    }

    /// <summary>One host has its port apart; of several each keeps its own.</summary>
    private static void SetHost(NpgsqlConnectionStringBuilder given, string host)
    {
        // An IPv6 address stands in brackets and has colons of its own.
        var colon = host.LastIndexOf(':');
        if (colon < 0 || host.IndexOf(']', StringComparison.Ordinal) > colon)
            return;
        if (!int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > ushort.MaxValue)
            throw new FormatException("the port is not a number from 1 to 65535");
        (given.Host, given.Port) = (host[..colon].Trim('[', ']'), port);
    }

    private static void SetParameter(NpgsqlConnectionStringBuilder given, string parameter)
    {
        var (name, text) = Cut(parameter, parameter.IndexOf('=', StringComparison.Ordinal));
        var value = Uri.UnescapeDataString(text);
        try
        {
            // verify-full is one word in Npgsql.
            given[_parameters.GetValueOrDefault(name, name)] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception unknown) when (unknown is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new FormatException($"the parameter {name} is not known or has a value that it cannot have");
        }
    }

    private static (string Before, string After) Cut(string text, int at) => at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
}
