using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Imports;

/// <summary>The references that sheets have.</summary>
internal static class ReferenceKeys
{
    public static ReferenceColumns<Startup> Startup(SheetColumn id, SheetColumn externalId, SheetColumn uscc, SheetColumn? name) => new(
        "startup",
        [
            ById(StartupStore.Entities, id),
            ByColumn(StartupStore.Entities, externalId, "external_id"),
            ByColumn(StartupStore.Entities, uscc, "uscc"),
        ],
        name is null ? null : new(name, n => n.Startups));

    public static ReferenceColumns<Fund> Fund(SheetColumn id, SheetColumn externalId, SheetColumn name) => new(
        "fund", [ById(FundStore.Entities, id), ByColumn(FundStore.Entities, externalId, "external_id")], new(name, n => n.Funds));

    public static ReferenceColumns<FinancingRequest> Request(SheetColumn id, SheetColumn externalId) => new(
        "financing-request", [ById(FinancingRequestStore.Entities, id), ByColumn(FinancingRequestStore.Entities, externalId, "external_id")], null);

    private static ReferenceKey<T> ById<T>(IEntityStore<T> store, SheetColumn column) where T : class, IEntity =>
        new(column, (db, text) => Guid.TryParseExact(text, "D", out var id) ? store.Find(db, id) : Task.FromResult<T?>(null));

    private static ReferenceKey<T> ByColumn<T>(IEntityStore<T> store, SheetColumn column, string name) where T : class, IEntity =>
        new(column, (db, text) => store.FindBy(db, name, text));
}
