using System.Globalization;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;

namespace Matchmaking.Api.Verbs;

/// <summary>Creates a key in the database of this folder and prints its secret; while the server does not run.</summary>
internal sealed class CreateKeyVerb : IVerb
{
    public string Name => "create-key";

    public string Usage => "--role ROLE --name NAME [--subject ID]... [--expires YYYY-MM-DD]";

    public string Summary => "Create an API key and print it (the server must not be running)";

    public async Task<int> Run(VerbArguments arguments, TextWriter output)
    {
        if (!KebabEnum<Role>.TryParse(arguments.Required("role"), out var role))
            throw new UsageException($"--role is one of {string.Join(", ", KebabEnum<Role>.Names)}.");
        var input = new KeyInput { Name = arguments.Required("name"), Role = role, SubjectIds = Subjects(arguments), ExpiresAt = Expiry(arguments) };
        var settings = Settings.FromEnvironment();
        await using var database = Databases.Open(settings);
        await database.Migrate(TimeProvider.System, CancellationToken.None);
        var now = new Surroundings(TimeProvider.System, new Uuid7Source(TimeProvider.System));
        var secret = KeySecret.Create();
        var issued = await database.Write<ApiKey>(Origin.CommandLine(Name, now.Time), db => KeyIssuer.Issue(db, input, secret, now), CancellationToken.None);
        if (issued.Error is { } refused)
            throw new UsageException(Refusal.Fields(refused));
        output.WriteLine(secret);
        return 0;
    }

    private static IReadOnlyList<Guid> Subjects(VerbArguments arguments) =>
        [.. arguments.All("subject").Select(t => Guid.TryParseExact(t, "D", out var id) ? id : throw new UsageException("--subject is the id of a fund or a startup."))];

    private static DateTimeOffset? Expiry(VerbArguments arguments) => arguments.Option("expires") is not { } text
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : throw new UsageException("--expires is a day YYYY-MM-DD.");
}
