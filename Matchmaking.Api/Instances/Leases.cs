using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Instances;

namespace Matchmaking.Api.Instances;

/// <summary>Works of which one is enough for all instances: whoever holds one does it until its instance ends, and then another takes it.</summary>
internal sealed class Leases(IDatabase database, InstanceRegistry instance, Surroundings now)
{
    public const string Webhooks = "webhooks";
    public const string SavedSearches = "saved-searches";

    /// <returns>Whether this instance is the one; it takes the work where nobody has it.</returns>
    public async Task<bool> Holds(string work, CancellationToken cancel)
    {
        if (!database.IsShared)
            return true;
        var holder = await database.Read(db => InstanceStore.Holder(db, work), cancel) ?? await Take(work, cancel);
        return holder == instance.Id;
    }

    private async Task<Guid> Take(string work, CancellationToken cancel) => (await database.Write<Guid>(
        Origin.System("leases", now.Time),
        async db =>
        {
            if (await InstanceStore.Holder(db, work) is { } faster)
                return faster;
            await InstanceStore.Take(db, work, instance.Id);
            return instance.Id;
        },
        cancel)).Value;
}
