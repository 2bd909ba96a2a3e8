using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Sessions;

namespace Matchmaking.Api.Setup;

/// <summary>What a newcomer reads after the start: where it runs, how to get in, and one command that shows a ranking.</summary>
internal static class Banner
{
    public static async Task Print(TextWriter output, string address, string? newKey, Settings settings, IDatabase database, CancellationToken cancel)
    {
        var fund = await database.Read(Example, cancel);
        var key = newKey ?? (settings.AdminKey is null ? "$KEY" : "$" + AdminKeys.FromSettingName);
        output.WriteLine();
        output.WriteLine($"Matchmaking serves on {address}");
        output.WriteLine($"  Console    {address}/  (in this version: the description of the API, to read and to try)");
        output.WriteLine($"  Data       {database.Name}");
        output.WriteLine(newKey is not null
            ? $"  Admin key  {newKey}  (shown this once, stored hashed)"
            : settings.AdminKey is not null
                ? $"  Admin key  the one in {AdminKeys.FromSettingName}"
                : "  Admin key  the one shown at the first start; `create-key --role admin --name NAME` makes another");
        if (fund is not null)
        {
            output.WriteLine("  Try        a ranking:");
            output.WriteLine($"    curl -s -H \"Authorization: Bearer {key}\" \"{address}/v1/funds/{fund}/ranking?limit=3&include=names\"");
        }

        output.WriteLine();
        output.Flush();
    }

    /// <summary>A fund of the open session, else any fund.</summary>
    private static async Task<FundId?> Example(Db db)
    {
        var open = (await SessionStore.Entities.List(db, new ListQuery([new ListFilter("status", "open")], null, 1))).Items;
        if (open is [var session])
        {
            var registered = (await RegistrationStore.OfSession(db, session.Id)).FirstOrDefault(r => r.Party.Type == PartyType.Fund);
            if (registered?.Party.Id is { } id)
                return new(id);
        }

        return (await FundStore.Entities.List(db, new ListQuery([], null, 1))).Items is [var fund] ? fund.Id : null;
    }
}
