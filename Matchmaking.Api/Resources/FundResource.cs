using System.Reflection;
using System.Text.Json;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Resources;

/// <summary>Funds: staff see all of all, a fund all of itself, startups the public part of all.</summary>
internal sealed class FundResource(Taxonomy taxonomy) : Resource<Fund, FundDetails>
{
    private static readonly PropertyInfo[] _guarded =
        [.. typeof(FundDetails).GetProperties().Where(p => p.GetCustomAttribute<GuardedAttribute>() is not null)];

    public override string Name => "fund";

    public override string Path => "/funds";

    public override IReadOnlyList<Role> Readers => AccessExtensions.Everybody;

    public override IReadOnlyList<Role> Creators => [Role.Admin];

    public override IReadOnlyList<Role> Writers => [Role.Admin, Role.Fund];

    public override IReadOnlyList<Role> Deleters => [Role.Admin];

    public override IEntityStore<Fund> Store => FundStore.Entities;

    public override bool CanSee(Caller caller, Fund entity) => caller.SeesFund(entity.Id);

    public override IReadOnlyList<ListFilter> Scope(Caller caller) =>
        caller.Role == Role.Fund ? [new ListFilter("id", caller.SubjectTexts)] : [];

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) =>
    [
        // A startup is not shown this id: for it the parameter does not exist.
        .. caller.Role == Role.Startup ? [] : query.TextFilters(("externalId", "external_id")),
        .. query.EnumFilter<FundKind>("kind", "kind"),
        .. query.EnumFilter<FundCategory>("category", "category"),
        .. query.EnumFilter<FundStatus>("status", "status"),
    ];

    public override SearchCriteria Search(QueryReader query) =>
        new SearchReader(query).FreeText().Sector(taxonomy).Stage().District(taxonomy).Criteria();

    /// <summary>An allowance that is left out is the category's; null is "not judged".</summary>
    public override FundDetails Complete(FundDetails details, Func<string, bool> isGiven) =>
        isGiven("lossAllowance") ? details : details with { LossAllowance = FundDetails.DefaultLossAllowance(details.Category) };

    public override async Task<Result<Fund>> Build(BuildContext context, FundDetails details, Fund? existing)
    {
        if (existing is not null && !context.Caller.IsAdmin && GuardedChange(existing, details) is { } refused)
            return refused;
        if (!FundRules.Validate(details, taxonomy).TryGet(out var valid, out var invalid))
            return invalid;
        if (existing is not null && FundRules.CheckCommitment(valid, existing, (await PositionStore.Costs(context.Db, existing.Id)).InForce) is { } overdrawn)
            return overdrawn;
        return new Fund(valid)
        {
            Id = new(context.Stamp.Id),
            Version = context.Stamp.Version,
            CreatedAt = context.Stamp.CreatedAt,
            UpdatedAt = context.Stamp.UpdatedAt,
        };
    }

    public override object View(Caller caller, Fund entity) =>
        caller.Role == Role.Startup ? PublicFundView.Of(entity) : entity;

    private static DomainError? GuardedChange(Fund existing, FundDetails details)
    {
        var changed = _guarded.Where(p => !Equals(p.GetValue(existing), p.GetValue(details)))
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToList();
        return changed.Count == 0
            ? null
            : new DomainError(
                ErrorKind.Forbidden,
                Codes.GuardedField,
                [("field", string.Join(", ", changed))],
                [.. changed.Select(f => new FieldError("/" + f, Codes.GuardedField, ("field", f)))]);
    }
}
