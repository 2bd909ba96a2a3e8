using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Imports.Formats;

/// <summary>The formats that sheets share.</summary>
internal sealed class CellFormats(Taxonomy taxonomy)
{
    public CellFormat Text { get; } = new TextFormat();

    public CellFormat LongText { get; } = new TextFormat(isLong: true);

    public CellFormat Id { get; } = new IdFormat();

    public CellFormat Uscc { get; } = new UsccFormat();

    public CellFormat Amount { get; } = new AmountFormat();

    public CellFormat Ratio { get; } = new RatioFormat();

    public CellFormat Multiple { get; } = new MultipleFormat();

    public CellFormat Integer { get; } = new IntegerFormat();

    public CellFormat Date { get; } = new DateFormat();

    public CellFormat Rounds { get; } = new RoundsFormat();

    public CellFormat Proceeds { get; } = new ProceedsFormat();

    public CellFormat Chain { get; } = WordFormat.Taxonomy("chain", taxonomy.Chains, taxonomy.ResolveChain);

    public CellFormat District { get; } = WordFormat.Taxonomy("district", taxonomy.Districts, taxonomy.ResolveDistrict);

    public CellFormat Districts { get; } = new ListFormat<string>(WordFormat.Taxonomy("district", taxonomy.Districts, taxonomy.ResolveDistrict));

    public CellFormat Sectors { get; } = new ListFormat<string>(WordFormat.Taxonomy("sector", taxonomy.Sectors, taxonomy.ResolveSector));

    public CellFormat Recognitions { get; } = new ListFormat<string>(WordFormat.Taxonomy("recognition", taxonomy.Recognitions, taxonomy.ResolveRecognition));

    public CellFormat Stage { get; } = WordFormat.Enum<Stage>("stage", taxonomy.Stages, taxonomy.ResolveStage);

    public CellFormat Stages { get; } = new ListFormat<Stage>(WordFormat.Enum<Stage>("stage", taxonomy.Stages, taxonomy.ResolveStage));

    public CellFormat Instruments { get; } =
        new ListFormat<Instrument>(WordFormat.Enum<Instrument>("instrument", taxonomy.Instruments, taxonomy.ResolveInstrument));

    /// <summary>An enum whose names are words of the product.</summary>
    public static CellFormat Enum<T>() where T : struct, System.Enum => WordFormat.Enum<T>();
}
