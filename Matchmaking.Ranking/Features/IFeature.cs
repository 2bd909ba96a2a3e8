namespace Matchmaking.Ranking.Features;

/// <summary>What a feature means.</summary>
/// <param name="Name">Kebab-case, stable: part of the wire format and of model files.</param>
/// <param name="Unit">What one step of the value is.</param>
/// <param name="Range">The values it can take.</param>
/// <param name="Missing">When it has no value.</param>
/// <param name="IsPublic">Whether it reads public facts only; other features take no part in the ranking of a request.</param>
public sealed record FeatureInfo(string Name, string Unit, string Range, string Missing, bool IsPublic)
{
    private const char Mark = '@';

    /// <summary>Counts up when the same name comes to mean something else: models that read it before are then refused.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>1: a larger value never lowers a learned score, -1: never raises it; 0: either way.</summary>
    public int Monotone { get; init; }

    /// <summary>Name and revision, as in model files.</summary>
    public string Id => Revision == 1 ? Name : $"{Name}{Mark}{Revision}";

    /// <summary>The name in an <see cref="Id"/>.</summary>
    internal static string NameOf(string id) => id.Split(Mark)[0];
}

/// <summary>One number that tells how well an investor and a candidate fit. The same code trains and serves.</summary>
internal interface IFeature
{
    FeatureInfo Info { get; }

    /// <summary>NaN when missing.</summary>
    double Value(in FeaturePair pair);
}
