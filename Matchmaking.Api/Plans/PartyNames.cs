using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Plans;

/// <summary>What those who take part in a session are called today.</summary>
internal static class PartyNames
{
    public static async Task<string> Of(Db db, Party party) => party.Type switch
    {
        PartyType.Startup => (await StartupStore.Entities.Find(db, party.Id!.Value))!.Name,
        PartyType.Fund => (await FundStore.Entities.Find(db, party.Id!.Value))!.Name,
        _ => party.Name ?? "",
    };

    /// <param name="db">A read.</param>
    /// <param name="registrations">Of a session.</param>
    /// <param name="only">Whose names are wanted.</param>
    public static async Task<IReadOnlyDictionary<RegistrationId, string>> Of(Db db, IEnumerable<Registration> registrations, IReadOnlySet<RegistrationId> only)
    {
        var names = new Dictionary<RegistrationId, string>();
        foreach (var registration in registrations.Where(r => only.Contains(r.Id)))
            names[registration.Id] = await Of(db, registration.Party);
        return names;
    }
}
