using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Access;

/// <summary>The fields of a fund that only admin writes, by name as the contract lists them.</summary>
internal sealed class GuardedFieldTests : ApiFixture
{
    private static readonly TestCaseData[] _fields =
    [
        new("category", "seed"), new("kind", "cvc"), new("commitmentCny", 5_000_000_000), new("lossAllowance", 0.7), new("lossBasis", "gross"),
        new("projectLossAllowance", 0.5), new("breachTolerance", 0.9), new("concentrationCap", 0.9),
        new("lossParameters", new { source = "ours" }),
    ];

    private string _path = "";
    private ApiClient _fund = null!;

    protected override async Task Arrange()
    {
        var id = (await Admin.CreateFund(Body())).Id;
        _path = $"/funds/{id}";
        _fund = await Server.As("fund", id);
    }

    [TestCaseSource(nameof(_fields))]
    public async Task Patch_OwnGuardedField_403NamingIt(string field, object value) =>
        await Refuses(await _fund.PatchAsync(_path, new JsonObject { [field] = JsonSerializer.SerializeToNode(value) }, "*"), field);

    [TestCaseSource(nameof(_fields))]
    public async Task Put_OwnGuardedField_403NamingIt(string field, object value) =>
        await Refuses(await _fund.PutAsync(_path, Body().With(field, JsonSerializer.SerializeToNode(value)), "*"), field);

    /// <summary>Left out of a PUT it would fall back to its default, which is a change as well.</summary>
    [TestCase("commitmentCny")]
    [TestCase("lossAllowance")]
    [TestCase("lossBasis")]
    [TestCase("projectLossAllowance")]
    [TestCase("breachTolerance")]
    [TestCase("concentrationCap")]
    [TestCase("lossParameters")]
    public async Task Put_WithoutAGuardedField_403NamingIt(string field) => await Refuses(await _fund.PutAsync(_path, Body().Without(field), "*"), field);

    [Test]
    public async Task Put_EveryGuardedField_403NamingAll()
    {
        var body = Body();
        foreach (var field in _fields)
            body[(string)field.Arguments[0]!] = JsonSerializer.SerializeToNode(field.Arguments[1]);

        await Refuses(await _fund.PutAsync(_path, body, "*"), [.. _fields.Select(f => (string)f.Arguments[0]!)]);
    }

    /// <summary>Who may not write it at all learns nothing from what else is wrong with the body.</summary>
    [Test]
    public async Task Patch_GuardedAndInvalid_403BeforeTheRest() =>
        await Refuses(await _fund.PatchAsync(_path, """{"kind":"cvc","name":""}""", "*"), "kind");

    private async Task Refuses(Answer answer, params string[] fields)
    {
        answer.Refused(403, "guarded-field");
        Assert.That(answer.Errors, Is.EquivalentTo(fields.Select(f => $"/{f} guarded-field")));
        Assert.That((await Admin.GetAsync(_path)).ETag, Is.EqualTo("\"1\""), "nothing was changed");
    }

    /// <summary>Every guarded field with a value that is not its default.</summary>
    private static JsonObject Body() => Bodies.Fund().With("category", "angel").With("lossAllowance", 0.55).With("lossBasis", "net")
        .With("projectLossAllowance", 0.8).With("breachTolerance", 0.3).With("concentrationCap", 0.15)
        .With("lossParameters", new JsonObject { ["source"] = "own exits" });
}
