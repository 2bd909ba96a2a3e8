using Matchmaking.Api.Messages;
using Matchmaking.Api.Plans.Outputs;
using Matchmaking.Api.Plans.Outputs.Charts;
using Matchmaking.Core.Sessions;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.PlanOutputs;

/// <summary>
/// What must hold of every printed page, computed from the layout: nothing is written over anything else, all names are there,
/// everything is on the paper, no letters are too small. With MATCHMAKING_TEST_CHARTS=FOLDER the charts are kept to look at.
/// </summary>
internal sealed class SeatingChartTests
{
    private static readonly string? _folder = Environment.GetEnvironmentVariable("MATCHMAKING_TEST_CHARTS");

    private static readonly Dictionary<string, Func<PlanOutput>> _plans = new()
    {
        ["meetings-5x8"] = () => PlanSamples.Meetings(5, 8),
        ["meetings-20x8"] = () => PlanSamples.Meetings(20, 8),
        ["meetings-50x8"] = () => PlanSamples.Meetings(50, 8),
        ["meetings-1x1"] = () => PlanSamples.Meetings(1, 1),
        ["meetings-120x3"] = () => PlanSamples.Meetings(120, 3),
        ["meetings-10x100"] = () => PlanSamples.Meetings(10, 100),
        ["meetings-draft"] = () => PlanSamples.Meetings(8, 6, s => (s.Status, s.StartsAt, s.Venue) = (PlanStatus.Draft, null, null)),
        ["meetings-superseded"] = () => PlanSamples.Meetings(8, 6, s => s.SupersededBy = 3),
        ["meetings-long-texts"] = () => PlanSamples.Meetings(8, 6, s => (s.Title, s.Venue) = (new string('长', 200), string.Concat(Enumerable.Repeat("Wide Venue ", 40)))),
        ["meetings-none"] = () => PlanSamples.Meetings(5, 8) with { Meetings = [] },
        ["meetings-lost-table"] = LostTable,
        ["round-tables-5x10"] = () => PlanSamples.RoundTables(5, 10),
        ["round-tables-50x6"] = () => PlanSamples.RoundTables(50, 6),
        ["round-tables-3x24"] = () => PlanSamples.RoundTables(3, 24),
        ["round-tables-2x100"] = () => PlanSamples.RoundTables(2, 100),
        ["round-tables-1x1"] = () => PlanSamples.RoundTables(1, 1),
        ["long-table-20"] = () => PlanSamples.LongTable(20, 18),
        ["long-table-75"] = () => PlanSamples.LongTable(75, 75),
        ["long-table-300"] = () => PlanSamples.LongTable(300, 120),
    };

    [Test]
    public void Chart_TableLostFromARoundOn_SaysSoInEveryRoundFromThen()
    {
        var chart = SeatingChart.Of(LostTable(), new PlanLabels(Language.Zh), Paper.A4);

        var texts = chart.Pages.SelectMany(p => p.Marks).OfType<TextMark>().Select(t => t.Text);
        Assert.That(texts.Count(t => t == "停用"), Is.EqualTo(5));
    }

    // Six rounds of eight tables, of which the third was lost after the first round.
    private static PlanOutput LostTable()
    {
        var output = PlanSamples.Meetings(8, 6);
        return output with { ClosedTables = new HashSet<int> { 3 }, ClosedFrom = 2, Meetings = [.. output.Meetings.Where(m => m.Table != 3 || m.Round < 2)] };
    }

    private static IEnumerable<TestCaseData> Charts =>
        from name in _plans.Keys
        from paper in Enum.GetValues<Paper>()
        from language in Enum.GetValues<Language>()
        select new TestCaseData(name, paper, language);

    [TestCaseSource(nameof(Charts))]
    public async Task Chart_AnySize_LegibleWholeAndWithoutOverlaps(string name, Paper paper, Language language)
    {
        var output = _plans[name]();

        var chart = SeatingChart.Of(output, new PlanLabels(language), paper);

        var svg = SvgWriter.Write(chart, null, output.Stamp, "zh-CN");
        if (_folder is not null)
            await File.WriteAllBytesAsync(Path.Combine(_folder, $"{name}-{paper}-{language}.svg"), svg);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ChartChecks.Problems(chart), Is.Empty);
            Assert.That(ChartChecks.Missing(chart, output), Is.Empty);
            Assert.That(ChartChecks.PagesWithoutStamp(chart, output), Is.Empty);
        }
    }
}
