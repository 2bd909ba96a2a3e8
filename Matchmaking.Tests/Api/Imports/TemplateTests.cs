using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>Templates: their examples import as they are, one after the other.</summary>
internal sealed class TemplateTests : ApiFixture
{
    private static readonly string[] _kinds = ["startups", "funds", "financing-requests", "positions", "registrations", "outcomes"];

    [Test]
    public async Task Examples_InBothFormatsAndLanguages_ImportAndThenAreThere()
    {
        var session = (await Admin.CreateSession()).Id;
        var first = true;
        foreach (var (format, language) in new[] { ("xlsx", "zh"), ("csv", "zh"), ("xlsx", "en"), ("csv", "en") })
        {
            foreach (var kind in _kinds)
            {
                var template = (await Admin.GetAsync($"/imports/{kind}/template?format={format}&lang={language}")).Expect(200);
                var imported = await Admin.Import(kind == "registrations" ? $"{kind}?sessionId={session}" : kind, template.Bytes, template.MediaType!);

                Assert.That(imported.Errors, Is.Empty, $"{kind} {format} {language}");
                Assert.That(imported.Count(first ? "created" : "unchanged"), Is.EqualTo(imported.Count("rows")).And.Positive, $"{kind} {format} {language}");
            }

            first = false;
        }
    }

    [Test]
    public async Task Template_Unasked_IsAWorkbookInTheLanguageOfTheReader()
    {
        var chinese = (await Admin.GetAsync("/imports/startups/template", ("Accept-Language", "zh-CN"))).Expect(200);
        var english = (await Admin.GetAsync("/imports/startups/template?format=csv")).Expect(200);

        Assert.That(chinese.MediaType, Is.EqualTo(CsvText.XlsxMediaType));
        Assert.That(english.Text, Does.Contain("Revenue (yuan)").And.Not.Contain("企业名称"));
        // The system's own ids are for exports.
        Assert.That(english.Text, Does.Not.Contain("System id"));
    }

    [Test]
    public async Task Template_OfAKindThatOneMayNotImport_403()
    {
        var organizer = await Server.As("organizer");

        (await organizer.GetAsync("/imports/funds/template")).Refused(403, "forbidden");
        (await organizer.GetAsync("/imports/startups/template")).Expect(200);
        (await organizer.GetAsync("/imports/wishes/template")).Refused(404, "not-found");
    }
}
