using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk.Parameters;

/// <summary>
/// One version of the loss model's parameters. A version never changes: other figures are another version. Rankings keep the whole set
/// with their inputs, so that they can be recomputed when the default has moved on.
/// </summary>
public sealed record LossParameters
{
    private const string DefaultName = "default-us-evidence-1";

    private static readonly Lazy<LossParameters> _default = new(() => Read(DefaultName));

    /// <summary>The set used where a fund has none of its own: United States evidence and judgement.</summary>
    public static LossParameters Default => _default.Value;

    public required string Version { get; init; }

    /// <summary>Where the figures come from, in words; not part of what rankings keep.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    /// <summary>One for each stage, in their order.</summary>
    public required IReadOnlyList<StageLoss> Stages { get; init; }

    public required LossCorrelation Correlation { get; init; }

    public bool IsDefault => string.Equals(Version, DefaultName, StringComparison.Ordinal);

    /// <summary>The probabilities of a stage.</summary>
    public StageLoss Of(Stage stage) => Stages[(int)stage];

    /// <summary>
    /// A fund's own set, the default where it has none. What the fund leaves out is taken from the default. The version is made of the
    /// content: the same figures are the same version.
    /// </summary>
    public static LossParameters Of(OwnLossParameters? own)
    {
        if (own is null)
            return Default;
        var set = new LossParameters
        {
            Version = "",
            Stages = [.. Default.Stages.Select(d => own.Stages.FirstOrDefault(o => o.Stage == d.Stage) ?? d)],
            Correlation = own.Correlation ?? Default.Correlation,
        };
        return set with { Version = "own-" + Fingerprint.Of(set)[..12], Source = own.Source };
    }

    private static LossParameters Read(string name)
    {
        var resource = $"Matchmaking.Core.Risk.Data.{name}.json";
        using var stream = typeof(LossParameters).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"{resource} is missing.");
        var read = JsonSerializer.Deserialize<LossParameters>(stream, WireJson.Options)!;
        return read.Version == name && read.Stages.Select(s => s.Stage).SequenceEqual(Enum.GetValues<Stage>())
            ? read
            : throw new InvalidDataException($"{resource} has another version, or not every stage once.");
    }
}
