using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>Exports of several pages, each larger than the buffers between the rows and the caller.</summary>
internal sealed class LargeExportTests : ApiFixture
{
    private const int Rows = 1_100;

    [TestCase("csv")]
    [TestCase("xlsx")]
    public async Task Export_OfMoreThanAnyBufferHolds_IsWhole(string format)
    {
        var summary = new string('长', 1_000);
        var sheet = $"name,summary\n{string.Concat(Enumerable.Range(0, Rows).Select(n => $"Bulk{format} {n},{summary}\n"))}";
        Assert.That((await Admin.Import("startups", sheet)).Counts, Is.EqualTo((int[])[Rows, 0, 0, 0]));

        var file = (await Admin.GetAsync($"/exports/startups?format={format}&q=bulk{format}")).Expect(200);

        Assert.That((await Admin.Import("startups", file.Bytes, file.MediaType!)).Counts, Is.EqualTo((int[])[0, 0, Rows, 0]));
    }
}
