using System.Text.Json;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Messages;

/// <summary>Reads the JSON files that are part of the program.</summary>
internal static class EmbeddedJson
{
    /// <param name="name">Folder and file, <c>Messages.messages</c>.</param>
    public static T Read<T>(string name)
    {
        using var stream = typeof(EmbeddedJson).Assembly.GetManifestResourceStream($"Matchmaking.Api.{name}.json")!;
        return JsonSerializer.Deserialize<T>(stream, WireJson.Options)!;
    }
}
