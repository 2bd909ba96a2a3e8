using System.Text;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.Fuzz;

/// <summary>One request of the search, complete enough to be sent again by hand.</summary>
/// <param name="Number">Its number under the seed.</param>
/// <param name="Operation">What it calls.</param>
/// <param name="Path">As <see cref="ApiClient"/> takes it.</param>
/// <param name="Role">Whose key it carries.</param>
/// <param name="Body">Bytes, or null for none.</param>
/// <param name="MediaType">Of the body.</param>
/// <param name="Headers">Further headers.</param>
/// <param name="NamesNothing">An id of the path is none, or that of nothing.</param>
internal sealed record FuzzRequest(
    int Number, ApiOperation Operation, string Path, string Role, byte[]? Body, string? MediaType, IReadOnlyList<(string Name, string Value)> Headers, bool NamesNothing)
{
    public override string ToString()
    {
        var text = new StringBuilder().Append(FormattableString.Invariant($"#{Number} as {Role}: {Operation.Method} {Path} ({Operation.Id})"));
        foreach (var (name, value) in Headers)
            text.Append("\n    ").Append(name).Append(": ").Append(value);
        if (Body is not null)
            text.Append("\n    ").Append(MediaType).Append("\n    ").Append(Encoding.UTF8.GetString(Body)).Append("\n    base64 ").Append(Convert.ToBase64String(Body));
        return text.ToString();
    }
}
