using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Search;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Resources;

/// <summary>Startups: funds and staff read all of them, a startup itself.</summary>
internal sealed class StartupResource(Taxonomy taxonomy) : Resource<Startup, StartupDetails>
{
    /// <summary>Value of <c>?override=</c> with which admin keeps a credit code that fails the check.</summary>
    public const string OverrideUscc = "uscc";

    public override string Name => "startup";

    public override string Path => "/startups";

    public override IReadOnlyList<Role> Readers => AccessExtensions.Everybody;

    public override IReadOnlyList<Role> Creators => AccessExtensions.Organizers;

    public override IReadOnlyList<Role> Writers => [Role.Admin, Role.Organizer, Role.Startup];

    public override IReadOnlyList<Role> Deleters => AccessExtensions.Organizers;

    public override IReadOnlyList<string> Overrides => [OverrideUscc];

    public override IEntityStore<Startup> Store => StartupStore.Entities;

    public override bool CanSee(Caller caller, Startup entity) => caller.SeesStartup(entity.Id);

    public override IReadOnlyList<ListFilter> Scope(Caller caller) =>
        caller.Role == Role.Startup ? [new ListFilter("id", caller.SubjectTexts)] : [];

    public override IReadOnlyList<ListFilter> Filters(QueryReader query, Caller caller) =>
    [
        .. query.CodeFilter("district", "district", taxonomy.IsDistrict, "district"),
        .. query.TextFilters(("uscc", "uscc"), ("externalId", "external_id")),
    ];

    public override SearchCriteria Search(QueryReader query) => new SearchReader(query).FreeText().Sector(taxonomy).Criteria();

    public override Task<Result<Startup>> Build(BuildContext context, StartupDetails details, Startup? existing)
    {
        var acceptAnyUscc = context.Overrides.Contains(OverrideUscc);
        return Task.FromResult(StartupRules.Validate(details, taxonomy, context.Today, acceptAnyUscc).Map(valid => new Startup(valid)
        {
            Id = new(context.Stamp.Id),
            Version = context.Stamp.Version,
            CreatedAt = context.Stamp.CreatedAt,
            UpdatedAt = context.Stamp.UpdatedAt,
        }));
    }
}
