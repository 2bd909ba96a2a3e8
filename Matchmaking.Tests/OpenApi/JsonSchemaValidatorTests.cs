using System.Text.Json;
using Matchmaking.Tests.Support.OpenApi;
using NUnit.Framework;

namespace Matchmaking.Tests.OpenApi;

/// <summary>The validator that other tests trust, held against hand-made schemas and values.</summary>
internal sealed class JsonSchemaValidatorTests
{
    private const string Components = """
        {"components":{"schemas":{
            "Id":{"type":"string","format":"uuid"},
            "Colour":{"type":"string","enum":["red","dark-blue"]},
            "Tree":{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/components/schemas/Tree"}}},"required":["name"],"additionalProperties":false}
        }}}
        """;

    [TestCase("""{"type":"string"}""", "\"x\"")]
    [TestCase("""{"type":["null","string"]}""", "null")]
    [TestCase("""{}""", "{\"any\":[1,{\"thing\":{}}]}")]
    [TestCase("""{"type":"object","properties":{"any":{}},"additionalProperties":false}""", "{\"any\":{\"thing\":{\"inside\":1}}}")]
    [TestCase("""{"type":"string","minLength":1,"maxLength":1}""", "\"\\ud83d\\ude80\"")] // one character, two units
    [TestCase("""{"type":"string","pattern":"^[0-9]{4}$"}""", "\"2026\"")]
    [TestCase("""{"type":"integer","format":"int32"}""", "2147483647")]
    [TestCase("""{"type":"integer"}""", "3.0")]
    [TestCase("""{"type":"number","minimum":0,"maximum":1}""", "1")]
    [TestCase("""{"type":"number","format":"double"}""", "1e300")]
    [TestCase("""{"type":"array","items":{"type":"integer"},"uniqueItems":true,"maxItems":2}""", "[1,2]")]
    [TestCase("""{"type":"object"}""", "{\"a\":1}")]
    [TestCase("""{"type":"object","additionalProperties":{"type":"integer"}}""", "{\"a\":1}")]
    [TestCase("""{"oneOf":[{"$ref":"#/components/schemas/Colour"},{"type":"null"}]}""", "null")]
    [TestCase("""{"oneOf":[{"$ref":"#/components/schemas/Colour"},{"type":"null"}]}""", "\"dark-blue\"")]
    [TestCase("""{"$ref":"#/components/schemas/Id"}""", "\"01920000-0000-7000-8000-000000000001\"")]
    [TestCase("""{"$ref":"#/components/schemas/Tree"}""", """{"name":"a","children":[{"name":"b","children":[]}]}""")]
    [TestCase("""{"type":"string","format":"date"}""", "\"2024-02-29\"")]
    [TestCase("""{"type":"string","format":"date-time"}""", "\"2026-11-20T02:00:00.000Z\"")]
    public void Validate_ValueThatFits_NothingWrong(string schema, string value) => Assert.That(Validate(schema, value), Is.Empty);

    [TestCase("""{"type":"string"}""", "null", ": Null is not string")]
    [TestCase("""{"type":"string"}""", "1", ": Number is not string")]
    [TestCase("""{"type":"integer"}""", "1.5", ": Number is not integer")]
    [TestCase("""{"type":"integer","format":"int32"}""", "2147483648", ": 2147483648 is out of range")]
    [TestCase("""{"type":"integer","format":"int64"}""", "9223372036854775808", ": 9223372036854775808 is out of range")]
    [TestCase("""{"type":"number","maximum":5}""", "1e400", ": 1e400 is out of range")]
    [TestCase("""{"type":"number","minimum":0}""", "-0.01", ": -0.01 is out of range")]
    [TestCase("""{"type":"number","exclusiveMinimum":0}""", "0", ": 0 is out of range")]
    [TestCase("""{"type":"string","minLength":1}""", "\"\"", ": 0 characters, not 1 to ")]
    [TestCase("""{"type":"string","maxLength":1}""", "\"ab\"", ": 2 characters, not 0 to 1")]
    [TestCase("""{"type":"string","pattern":"^a"}""", "\"ba\"", ": \"ba\" does not match ^a")]
    [TestCase("""{"type":"string"}""", "\"\\ud800\"", ": no Unicode text")]
    [TestCase("""{"type":"string","format":"date"}""", "\"2026-02-30\"", ": \"2026-02-30\" is no date")]
    [TestCase("""{"type":"string","format":"date-time"}""", "\"2026-11-20\"", ": \"2026-11-20\" is no date-time")]
    [TestCase("""{"$ref":"#/components/schemas/Id"}""", "\"x\"", ": \"x\" is no uuid")]
    [TestCase("""{"$ref":"#/components/schemas/Colour"}""", "\"green\"", ": \"green\" is none of red, dark-blue")]
    [TestCase("""{"oneOf":[{"$ref":"#/components/schemas/Colour"},{"type":"null"}]}""", "\"green\"", ": fits 0 of 2 choices (: \"green\" is none of red, dark-blue)")]
    [TestCase("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "1", ": fits 2 of 2 choices")]
    [TestCase("""{"allOf":[{"type":"integer"},{"maximum":1}]}""", "2", ": 2 is out of range")]
    [TestCase("""{"type":"array","maxItems":1}""", "[1,2]", ": 2 items, at most 1")]
    [TestCase("""{"type":"array","uniqueItems":true}""", "[1,1]", ": an item twice")]
    [TestCase("""{"type":"array","items":{"type":"string"}}""", "[\"a\",1]", "/1: Number is not string")]
    [TestCase("""{"$ref":"#/components/schemas/Tree"}""", """{"children":[]}""", "/name: required")]
    [TestCase("""{"$ref":"#/components/schemas/Tree"}""", """{"name":"a","children":[{"name":2}]}""", "/children/0/name: Number is not string")]
    [TestCase("""{"$ref":"#/components/schemas/Tree"}""", """{"name":"a","other":1}""", "/other: unknown property")]
    [TestCase("""{"$ref":"#/components/schemas/Tree"}""", """{"name":"a","name":"b"}""", "/name: given twice")]
    [TestCase("""{"type":"object","additionalProperties":{"type":"integer"}}""", "{\"a\":\"b\"}", "/a: String is not integer")]
    public void Validate_ValueThatDoesNotFit_SaysWhere(string schema, string value, string problem) =>
        Assert.That(Validate(schema, value), Is.EqualTo(new[] { problem }));

    [Test]
    public void Read_KeywordThatNobodyChecks_Refused() =>
        Assert.That(() => Validate("""{"type":"string","contentSchema":{}}""", "\"x\""), Throws.InstanceOf<NotSupportedException>());

    private static IReadOnlyList<string> Validate(string schema, string value)
    {
        using var components = JsonDocument.Parse(Components);
        using var definition = JsonDocument.Parse(schema);
        using var document = JsonDocument.Parse(value);
        return JsonSchemaValidator.Validate(new JsonSchemaReader(components.RootElement).Read(definition.RootElement), document.RootElement);
    }
}
