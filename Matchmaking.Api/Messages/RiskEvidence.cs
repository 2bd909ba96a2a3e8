using Matchmaking.Api.Contracts;
using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Api.Messages;

/// <summary>Says what the loss model's parameters rest on: the default is United States evidence and judgement, and every answer says so.</summary>
internal static class RiskEvidence
{
    public static RiskParametersView Of(LossParameters parameters, Language language) => new(parameters.Version, parameters.IsDefault, Text(parameters, language));

    /// <summary>Of a kept ranking, which has the version alone.</summary>
    public static RiskParametersView Of(string version, Language language) =>
        version == LossParameters.Default.Version
            ? Of(LossParameters.Default, language)
            : new(version, false, MessageCatalogue.Text(Codes.RiskEvidenceOwn, language, [("source", version)]));

    public static string Text(LossParameters parameters, Language language) => parameters.IsDefault
        ? MessageCatalogue.Text(Codes.RiskEvidenceDefault, language, [])
        : MessageCatalogue.Text(Codes.RiskEvidenceOwn, language, [("source", parameters.Source)]);
}
