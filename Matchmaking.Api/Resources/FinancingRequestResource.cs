using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Resources;

/// <summary>Financing requests: a startup writes its own, funds read the open ones.</summary>
internal sealed class FinancingRequestResource(Taxonomy taxonomy) : Resource<FinancingRequest, FinancingRequestDetails>
{
    public override string Name => "financing-request";

    public override string Path => "/financing-requests";

    public override IReadOnlyList<Role> Readers => AccessExtensions.Everybody;

    public override IReadOnlyList<Role> Creators => [Role.Admin, Role.Organizer, Role.Startup];

    public override IReadOnlyList<Role> Writers => Creators;

    public override IEntityStore<FinancingRequest> Store => FinancingRequestStore.Entities;

    public override bool CanSee(Caller caller, FinancingRequest entity) => caller.Role switch
    {
        Role.Startup => caller.SpeaksForStartup(entity.StartupId),
        Role.Fund => entity.Status == RequestStatus.Open,
        _ => true,
    };

    public override IReadOnlyList<ListFilter> Scope(Caller caller) => caller.Role switch
    {
        Role.Startup => [new ListFilter("startup_id", caller.SubjectTexts)],
        Role.Fund => [new ListFilter("status", RequestStatus.Open.Kebab())],
        _ => [],
    };

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) =>
    [
        .. query.TextFilters(("startupId", "startup_id"), ("externalId", "external_id")),
        .. query.CodeFilter("chain", "chain", taxonomy.IsChain, "chain"),
        .. query.CodeFilter("district", "district", taxonomy.IsDistrict, "district"),
        .. query.EnumFilter<Stage>("stage", "stage"),
        .. query.EnumFilter<RequestStatus>("status", "status"),
    ];

    public override SearchCriteria Search(QueryReader query) =>
        new SearchReader(query).FreeText().Sector(taxonomy).Amounts("amount_fen").Criteria();

    public override async Task<Result<FinancingRequest>> Build(BuildContext context, FinancingRequestDetails details, FinancingRequest? existing)
    {
        if (!FinancingRequestRules.Validate(details, taxonomy).TryGet(out var valid, out var invalid))
            return invalid;
        // A startup that is not the caller's looks like one that does not exist.
        if (!context.Caller.SeesStartup(details.StartupId) || await StartupStore.Entities.Find(context.Db, details.StartupId.Value) is null)
            return DomainError.Invalid(new FieldError("/startupId", Codes.UnknownReference, ("what", "startup")));
        return new FinancingRequest(valid)
        {
            Id = new(context.Stamp.Id),
            Version = context.Stamp.Version,
            CreatedAt = context.Stamp.CreatedAt,
            UpdatedAt = context.Stamp.UpdatedAt,
        };
    }

    /// <summary>A smallest ticket that equals the amount was most likely filled in: it follows the amount in a patch.</summary>
    public override FinancingRequestDetails DetailsOf(FinancingRequest entity) =>
        entity with { MinTicketCny = entity.MinTicketCny == entity.AmountCny ? null : entity.MinTicketCny };
}
