using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Resources;

/// <summary>A fund's positions: its own and staff's to read, its own and admin's to write; never deleted.</summary>
internal sealed class PositionResource(Taxonomy taxonomy) : Resource<Position, PositionDetails>
{
    public override string Name => "position";

    public override string Path => "/funds/{fundId}/positions";

    public override string ParentRoute => "fundId";

    public override Verbs Verbs => Verbs.Create | Verbs.Change;

    public override IReadOnlyList<Role> Readers => [Role.Admin, Role.Auditor, Role.Organizer, Role.Fund];

    public override IReadOnlyList<Role> Creators => [Role.Admin, Role.Fund];

    public override IReadOnlyList<Role> Writers => Creators;

    public override IEntityStore<Position> Store => PositionStore.Entities;

    public override async Task<DomainError?> CheckParent(Db db, Caller caller, Guid parentId, bool write)
    {
        return caller.SeesFund(new(parentId)) && await FundStore.Entities.Find(db, parentId) is not null ? null : DomainError.NotFound("fund");
    }

    public override bool IsBelow(Position entity, Guid parentId) => entity.FundId.Value == parentId;

    public override ListFilter ParentFilter(Guid parentId) => new("fund_id", parentId.ToString("D"));

    public override bool CanSee(Caller caller, Position entity) => caller.SeesFund(entity.FundId);

    public override IReadOnlyList<ListFilter> Scope(Caller caller) => [];

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) => query.TextFilters(("startupId", "startup_id"));

    public override async Task<Result<Position>> Build(BuildContext context, PositionDetails details, Position? existing)
    {
        if (existing?.VoidedReason is not null)
            return DomainError.Conflict(Codes.PositionVoided);
        if (existing is not null)
            details = PositionRules.Complete(details, existing, context.Today);
        if (!PositionRules.Validate(details, taxonomy, context.Today).TryGet(out var valid, out var invalid))
            return invalid;
        if (details.StartupId is { } startup && await StartupStore.Entities.Find(context.Db, startup.Value) is null)
            return DomainError.Invalid(new FieldError("/startupId", Codes.UnknownReference, ("what", "startup")));
        // What a fund invested in all is an amount too; sums of losses and exposures then stay in range by themselves.
        var fund = (await FundStore.Entities.Find(context.Db, context.ParentId!.Value))!;
        var others = await PositionStore.Costs(context.Db, fund.Id, except: new(context.Stamp.Id));
        if (others.Entered + valid.CostCny > Money.Max)
            return DomainError.Invalid(new FieldError("/costCny", Codes.InvalidAmount, ("max", (Money.Max - others.Entered).ToString())));
        if (PositionRules.CheckCommitment(fund.CommitmentCny, others.InForce, valid.CostCny, existing?.CostCny) is { } exhausted)
            return exhausted;
        return new Position(valid)
        {
            Id = new(context.Stamp.Id),
            FundId = fund.Id,
            Version = context.Stamp.Version,
            CreatedAt = context.Stamp.CreatedAt,
            UpdatedAt = context.Stamp.UpdatedAt,
            Valuations = PositionRules.Valuations(valid, existing?.Valuations ?? []),
        };
    }

    /// <summary>A patch that does not name the day of its figures means today, not the day of the figures before.</summary>
    public override PositionDetails DetailsOf(Position entity) => entity with { ValuedOn = null };
}
