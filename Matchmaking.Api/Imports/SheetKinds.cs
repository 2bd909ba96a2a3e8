using Matchmaking.Api.Imports.Formats;
using Matchmaking.Api.Imports.Kinds;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Imports;

/// <summary>All kinds of sheets.</summary>
internal sealed class SheetKinds
{
    public SheetKinds(Taxonomy taxonomy)
    {
        var formats = new CellFormats(taxonomy);
        var startups = new StartupResource(taxonomy);
        var requests = new FinancingRequestResource(taxonomy);
        All =
        [
            new StartupSheet(startups, formats),
            new FinancingRequestSheet(requests, formats),
            new FundSheet(new FundResource(taxonomy), formats),
            new PositionSheet(new PositionResource(taxonomy), formats),
            new RegistrationSheet(startups, requests, new RegistrationResource(), formats),
            new OutcomeSheet(formats),
        ];
    }

    public IReadOnlyList<SheetKind> All { get; }

    public SheetKind? Find(string? name) => All.FirstOrDefault(k => k.Name == name);
}
