namespace Matchmaking.Core.Taxonomies;

/// <summary>The texts of the six files. Each starts as a header without rows, so that a test names only what it needs.</summary>
internal sealed record TaxonomyFiles
{
    private const string Header = "code,zh,en,status,source";

    public string Sectors { get; init; } = "code,zh,en,parent,chain,status,source";

    public string Chains { get; init; } = Header;

    public string Stages { get; init; } = Header;

    public string Districts { get; init; } = "code,zh,en,kind,status,source";

    public string Recognitions { get; init; } = "code,zh,en,ladder,order,status,source";

    public string Instruments { get; init; } = Header;

    public static TaxonomyFiles Embedded() => new()
    {
        Sectors = Text("sectors.csv"),
        Chains = Text("chains.csv"),
        Stages = Text("stages.csv"),
        Districts = Text("districts.csv"),
        Recognitions = Text("recognitions.csv"),
        Instruments = Text("instruments.csv"),
    };

    private static string Text(string file)
    {
        var assembly = typeof(TaxonomyFiles).Assembly;
        using var stream = assembly.GetManifestResourceStream($"Matchmaking.Core.Taxonomy.Data.{file}")
            ?? throw new InvalidDataException($"{file} is not embedded in {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
