using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Endpoints;

/// <summary>The codes that exist, with names in Chinese and English and where they come from.</summary>
internal static class TaxonomyEndpoints
{
    public static void MapTaxonomyEndpoints(this RouteGroupBuilder v1) =>
        v1.MapGet("/taxonomy", Get).WithTags("Taxonomy").WithName("getTaxonomy")
            .WithSummary("Sectors, chains, stages, districts, recognitions and instruments").Produces<TaxonomyView>()
            .AllowRoles(AccessExtensions.Everybody);

    private static IResult Get(HttpContext http, Taxonomy taxonomy) => Answers.Hashed(
        http, new TaxonomyView(taxonomy.Sectors, taxonomy.Chains, taxonomy.Stages, taxonomy.Districts, taxonomy.Recognitions, taxonomy.Instruments));
}

/// <summary>The codes that exist.</summary>
/// <param name="Sectors">A forest; a fund that takes a parent takes its children.</param>
/// <param name="Chains">Industry chains of the monthly sessions.</param>
/// <param name="Stages">Financing rounds, in order.</param>
/// <param name="Districts">Districts and zones of Wuhan, and everywhere else.</param>
/// <param name="Recognitions">Official recognitions of companies.</param>
/// <param name="Instruments">Forms in which money may come.</param>
internal sealed record TaxonomyView(
    IReadOnlyList<SectorEntry> Sectors,
    IReadOnlyList<TaxonomyEntry> Chains,
    IReadOnlyList<TaxonomyEntry> Stages,
    IReadOnlyList<DistrictEntry> Districts,
    IReadOnlyList<RecognitionEntry> Recognitions,
    IReadOnlyList<TaxonomyEntry> Instruments);
