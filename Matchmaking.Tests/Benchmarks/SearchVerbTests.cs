using System.Text.Json;
using Matchmaking.Benchmarks;
using NUnit.Framework;

namespace Matchmaking.Tests.Benchmarks;

internal sealed class SearchVerbTests
{
    [Test]
    public void Run_FewRequests_PrintsWhatEachSearchFindsAndTakes()
    {
        using var output = new StringWriter();

        var code = new VerbTable([new SearchVerb()]).Run(["search", "--requests", "60", "--repeats", "1"], output, TextWriter.Null);

        using var figures = JsonDocument.Parse(output.ToString());
        var searches = figures.RootElement.GetProperty("searches");
        Assert.That((code, figures.RootElement.GetProperty("requests").GetInt32()), Is.EqualTo((0, 60)));
        Assert.That(searches.GetProperty("no filter").GetProperty("rows").GetInt32(), Is.EqualTo(50));
        Assert.That(searches.GetProperty("q=氢能").GetProperty("rows").GetInt32(), Is.InRange(1, 20));
        Assert.That(searches.GetProperty("q absent").GetProperty("rows").GetInt32(), Is.Zero);
    }
}
