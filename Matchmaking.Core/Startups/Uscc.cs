using System.Buffers;

namespace Matchmaking.Core.Startups;

/// <summary>What is wrong with a unified social credit code; the first that applies, in this order.</summary>
public enum UsccProblem
{
    None,

    /// <summary>Not 18 characters; blanks count.</summary>
    Length,

    /// <summary>A character outside 0-9 and A-Z without I, O, S, V, Z (lower case and full-width forms are outside).</summary>
    Alphabet,

    /// <summary>No registering department with this kind of organisation (characters 1 and 2).</summary>
    Prefix,

    /// <summary>Characters 3 to 8 are no administrative division of China.</summary>
    Region,

    /// <summary>Character 18 does not fit the others.</summary>
    CheckCharacter,

    /// <summary>Character 17 does not fit the organisation code in characters 9 to 16.</summary>
    OrganisationCode,
}

/// <summary>
/// The verdict on a code. <paramref name="Position"/> is the first offending character from 1 (null for a wrong length);
/// <paramref name="Expected"/> is what a check character should have been.
/// </summary>
public readonly record struct UsccCheck(UsccProblem Problem, int? Position = null, char? Expected = null)
{
    public bool IsValid => Problem == UsccProblem.None;
}

/// <summary>
/// The unified social credit code of an organisation (统一社会信用代码, GB 32100-2015): department, kind, six digits of
/// region, a nine-character organisation code (GB 11714) with its own check character, and a check character over the
/// other seventeen. A code is taken as it stands: nothing is trimmed or changed to upper case.
/// </summary>
// The nested check of GB 11714 is enforced: every published and synthetic valid code at hand satisfies it, and admin can
// override a refusal. The region is held against provinces only: counties are renumbered and old codes stay valid.
public static class Uscc
{
    public const int Length = 18;

    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    // GB 11714 counts I, O, S, V, Z as letters too, although they never occur inside a credit code.
    private const string OrganisationAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private const int OrganisationStart = 8;
    private const int OrganisationCheck = 16;

    private static readonly SearchValues<char> _allowed = SearchValues.Create(Alphabet);

    // Powers of 3 modulo 31. As 31 is prime and all weights differ, every single substitution and every swap of
    // neighbours changes the sum.
    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private static ReadOnlySpan<byte> OrganisationWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    public static bool IsValid(string code) => Check(code).IsValid;

    public static UsccCheck Check(string code)
    {
        if (code.Length != Length)
            return new(UsccProblem.Length);
        var foreign = code.AsSpan().IndexOfAnyExcept(_allowed);
        if (foreign >= 0)
            return new(UsccProblem.Alphabet, foreign + 1);
        if (!Kinds(code[0]).Contains(code[1]))
            return new(UsccProblem.Prefix, Kinds(code[0]).IsEmpty ? 1 : 2);
        if (RegionProblem(code.AsSpan(2, 6)) is { } position)
            return new(UsccProblem.Region, position);
        var check = CheckCharacter(code);
        if (code[^1] != check)
            return new(UsccProblem.CheckCharacter, Length, check);
        var organisation = OrganisationCharacter(code.AsSpan(OrganisationStart, 8));
        return code[OrganisationCheck] == organisation
            ? default
            : new(UsccProblem.OrganisationCode, OrganisationCheck + 1, organisation);
    }

    /// <summary>The check character that belongs to the first 17 characters; further ones are ignored.</summary>
    /// <exception cref="ArgumentException">Fewer than 17 characters, or one outside the alphabet.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> code)
    {
        if (code.Length < Weights.Length)
            throw new ArgumentException("A check character covers 17 characters.", nameof(code));
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            var value = Alphabet.IndexOf(code[i], StringComparison.Ordinal);
            if (value < 0)
                throw new ArgumentException($"Character {i + 1} is outside the alphabet of GB 32100.", nameof(code));
            sum += value * Weights[i];
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>GB 11714: 11 minus the weighted sum modulo 11, 10 written X and 11 written 0.</summary>
    private static char OrganisationCharacter(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
            sum += OrganisationAlphabet.IndexOf(body[i], StringComparison.Ordinal) * OrganisationWeights[i];
        return "0X987654321"[sum % 11];
    }

    /// <summary>The kinds of organisation that a department registers; empty for what is no department.</summary>
    private static ReadOnlySpan<char> Kinds(char department) => department switch
    {
        '1' => "1239", // institutions of the state
        '2' => "19", // foreign affairs
        '3' => "123459", // justice
        '4' => "19", // culture
        '5' => "1239", // civil affairs
        '6' => "129", // tourism
        '7' => "129", // religion
        '8' => "19", // trade unions
        '9' => "1239", // market regulation: companies, sole traders, farmers' cooperatives
        'A' => "19", // army
        'N' => "1239", // agriculture
        'Y' => "1", // others
        _ => "",
    };

    /// <summary>Null when six digits that start with a province of GB/T 2260, or 10 for what the state itself registers.</summary>
    private static int? RegionProblem(ReadOnlySpan<char> region)
    {
        var letter = region.IndexOfAnyExceptInRange('0', '9');
        if (letter >= 0)
            return letter + 3;
        var province = ((region[0] - '0') * 10) + region[1] - '0';
        return province is 10 or (>= 11 and <= 15) or (>= 21 and <= 23) or (>= 31 and <= 37) or (>= 41 and <= 46)
            or (>= 50 and <= 54) or (>= 61 and <= 65) or 71 or 81 or 82
            ? null
            : 3;
    }
}
