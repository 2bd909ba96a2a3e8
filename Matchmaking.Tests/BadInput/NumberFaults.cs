using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;
using static Matchmaking.Tests.BadInput.SchemaFaults;

namespace Matchmaking.Tests.BadInput;

/// <summary>What can be wrong with a number: its range, its decimals, and more digits than a machine word has.</summary>
internal static class NumberFaults
{
    private static readonly string[] _outsideInt64 = ["9223372036854775808", "-9223372036854775809", "1e400", "-1e400", "1e19", "123456789012345678901234567890"];

    private static readonly string[] _outsideInt32 = ["2147483648", "-2147483649", "4294967296", "9223372036854775807", "-9223372036854775808"];

    private static readonly string[] _notWhole = ["1.5", "0.1", "-0.5", "1e-1", "1.0", "1e2"];

    public static IEnumerable<BodyFault> OfInteger(JsonSchema schema, JsonPlace at)
    {
        foreach (var raw in _notWhole.Concat(_outsideInt64).Concat(schema.Format == "int32" ? _outsideInt32 : []))
            yield return Fault("no integer of this size", at, raw, "wrong-type");
        if (schema.Minimum is { } min)
        {
            yield return Fault("below the smallest", at, Number(min - 1), "out-of-range");
            yield return Fault("the smallest integer", at, "-2147483648", "out-of-range");
        }

        if (schema.Maximum is { } max)
        {
            yield return Fault("above the largest", at, Number(max + 1), "out-of-range");
            yield return Fault("the largest integer", at, "2147483647", "out-of-range");
        }
    }

    public static IEnumerable<BodyFault> OfNumber(JsonSchema schema, JsonPlace at)
    {
        // Amounts are called so; other numbers are shares and multiples.
        var isAmount = at.Path[^1].EndsWith("Cny", StringComparison.Ordinal);
        var code = isAmount ? "invalid-amount" : "invalid-ratio";
        var unit = isAmount ? 0.01m : 0.0001m;
        var max = schema.Maximum ?? throw new InvalidOperationException($"{at.Pointer} has no largest value.");
        string[] wrong =
        [
            Number(-unit), "-1", "-90000000000000", Number(max + unit), Number(max + 1), Number(max + (unit / 10)), Number(unit / 10), "0.123456789012345678901234567890", "0.0000000000000000000000000000001",
            "1e400", "-1e400", "1e-400", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e28", "79228162514264337593543950336",
        ];
        foreach (var raw in wrong)
            yield return Fault("number", at, raw, code);
        if (schema.ExclusiveMinimum == 0)
        {
            yield return Fault("zero", at, "0", "must-be-positive");
            yield return Fault("zero", at, "0.00", "must-be-positive");
        }
    }
}
