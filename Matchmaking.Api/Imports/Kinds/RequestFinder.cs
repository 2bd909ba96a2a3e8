using Matchmaking.Api.Tables;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>Which request a row is about; none yet is an answer too.</summary>
internal readonly record struct FoundRequest(FinancingRequest? Request);

/// <summary>Finds the request that a row upserts: by id, else by external id, else by its startup and title.</summary>
internal static class RequestFinder
{
    /// <param name="context">Where to look.</param>
    /// <param name="row">The row.</param>
    /// <param name="self">The columns of the request's own id and external id.</param>
    /// <param name="startup">The startup that the row names; null when it names none, or one that the row has just created.</param>
    /// <param name="title">The title that the row gives, or that it would have without one.</param>
    public static async Task<Result<FoundRequest>> Find(ImportContext context, SheetRow row, ReferenceColumns<FinancingRequest> self, Startup? startup, string? title)
    {
        var (id, externalId) = (self.Keys[0], self.Keys[1]);
        if (row.Has(id.Column))
        {
            var named = await id.Find(context.Db, row.CellOf(id.Column).Text);
            return named is null ? id.Column.Refuse(Codes.UnknownReference, ("what", self.What)) : new FoundRequest(named);
        }

        if (row.Has(externalId.Column) && await externalId.Find(context.Db, row.Text(externalId.Column)!) is { } known)
            return new FoundRequest(known);
        if (startup is null || title is null)
            return new FoundRequest(null);
        var own = await FinancingRequestStore.Entities.All(context.Db, new ListFilter("startup_id", startup.Id.ToString()));
        // One that bears another external id is another request, even under the same title.
        var same = own.Where(r => Cell.Trim(r.Title) == title && (r.ExternalId is null || !row.Has(externalId.Column))).ToList();
        return same switch
        {
            [] => new FoundRequest(null),
            [var only] => new FoundRequest(only),
            _ => externalId.Column.Refuse(Codes.AmbiguousName, ("what", self.What), ("count", same.Count)),
        };
    }
}
