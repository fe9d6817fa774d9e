# The part of nixpkgs' lib that nix/ uses, each function behaving as there.
let
  inherit (builtins) stringLength substring;
  hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;
  hasSuffix =
    suffix: text:
    let
      cut = stringLength text - stringLength suffix;
    in
    cut >= 0 && substring cut (stringLength text) text == suffix;
  hasInfix = infix: text: builtins.length (builtins.split (escapeRegex infix) text) > 1;
  splitString =
    separator: text: builtins.filter builtins.isString (builtins.split (escapeRegex separator) text);
  escapeRegex =
    builtins.replaceStrings
      [ "." "+" "&" "|" "(" ")" ]
      [ "\\." "\\+" "&" "\\|" "\\(" "\\)" ];
  concatMapStrings = f: list: builtins.concatStringsSep "" (map f list);
  last = list: builtins.elemAt list (builtins.length list - 1);
  optional = condition: value: if condition then [ value ] else [ ];
  optionals = condition: list: if condition then list else [ ];
  letters = builtins.genList (position: {
    up = substring position 1 "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    low = substring position 1 "abcdefghijklmnopqrstuvwxyz";
  }) 26;
  fix =
    f:
    let
      self = f self;
    in
    self;
  cleanSourceFilter = path: _: baseNameOf path != ".git";
  cleanSourceWith =
    {
      src,
      name,
      filter,
    }:
    builtins.path {
      inherit name filter;
      path = src;
    };
  extends =
    overlay: f: final:
    let
      prev = f final;
    in
    prev // overlay final prev;
  composeExtensions =
    f: g: final: prev:
    let
      fApplied = f final prev;
      prev' = prev // fApplied;
    in
    fApplied // g final prev';
  composeManyExtensions = builtins.foldl' composeExtensions (_: _: { });
  makeScope =
    newScope: f:
    let
      self = {
        callPackage = self.newScope { };
      }
      // f self
      // {
        newScope = scope: newScope (self // scope);
        overrideScope = g: makeScope newScope (extends g f);
        packages = f;
      };
    in
    self;
  makeScopeWithSplicing' =
    { splicePackages, newScope }:
    {
      otherSplices,
      keep ? (_: { }),
      extra ? (_: { }),
      f,
    }:
    let
      spliced0 = splicePackages {
        pkgsBuildBuild = otherSplices.selfBuildBuild;
        pkgsBuildHost = otherSplices.selfBuildHost;
        pkgsBuildTarget = otherSplices.selfBuildTarget;
        pkgsHostHost = otherSplices.selfHostHost;
        pkgsHostTarget = self;
        pkgsTargetTarget = otherSplices.selfTargetTarget;
      };
      spliced = extra spliced0 // spliced0 // keep self;
      self = f self // {
        newScope = scope: newScope (spliced // scope);
        callPackage = newScope spliced;
        overrideScope =
          g:
          makeScopeWithSplicing' { inherit splicePackages newScope; } {
            inherit otherSplices keep extra;
            f = extends g f;
          };
        packages = f;
      };
    in
    self;
  functionArgs =
    f:
    if f ? __functor then
      f.__functionArgs or (functionArgs (f.__functor f))
    else
      builtins.functionArgs f;
  # What callPackage does to all that it makes: `override` calls the function with other arguments.
  makeOverridable =
    f: args:
    let
      result = f args;
      override = change: makeOverridable f (args // (if isFunction change then change args else change));
    in
    if isFunction result then
      {
        inherit override;
        __functor = _: result;
        __functionArgs = functionArgs result;
      }
    else if builtins.isAttrs result then
      result
      // {
        inherit override;
        ${if result ? overrideAttrs then "overrideAttrs" else null} =
          change: makeOverridable (args: (f args).overrideAttrs change) args;
      }
    else
      result;
  extendMkDerivation =
    {
      constructDrv,
      excludeDrvArgNames ? [ ],
      excludeFunctionArgNames ? [ ],
      extendDrvArgs,
      inheritFunctionArgs ? true,
      transformDrv ? (drv: drv),
    }:
    {
      inherit
        constructDrv
        excludeDrvArgNames
        extendDrvArgs
        transformDrv
        ;
      __functor =
        _: argument:
        transformDrv (
          constructDrv (
            final:
            let
              args = if isFunction argument then argument final else argument;
            in
            removeAttrs args excludeDrvArgNames // extendDrvArgs final args
          )
        );
      __functionArgs = removeAttrs (
        (if inheritFunctionArgs then removeAttrs (functionArgs constructDrv) excludeDrvArgNames else { })
        // functionArgs (extendDrvArgs { })
      ) excludeFunctionArgNames;
    };
  isFunction = f: builtins.isFunction f || (f ? __functor && isFunction (f.__functor f));
in
{
  inherit (builtins)
    all
    any
    attrNames
    attrValues
    concatLists
    concatMap
    concatStringsSep
    lessThan
    sort
    elem
    filter
    foldl'
    genList
    head
    length
    mapAttrs
    replaceStrings
    stringLength
    ;
  inherit
    cleanSourceFilter
    cleanSourceWith
    composeManyExtensions
    concatMapStrings
    extendMkDerivation
    extends
    fix
    functionArgs
    hasInfix
    hasPrefix
    hasSuffix
    last
    makeOverridable
    makeScope
    makeScopeWithSplicing'
    optional
    optionals
    splitString
    ;
  cleanSource =
    src:
    cleanSourceWith {
      inherit src;
      name = "source";
      filter = cleanSourceFilter;
    };
  genAttrs =
    names: f:
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = f name;
      }) names
    );
  max = a: b: if a > b then a else b;
  concatMapStringsSep =
    separator: f: list:
    builtins.concatStringsSep separator (map f list);
  concatStrings = builtins.concatStringsSep "";
  mapAttrsToList = f: set: map (name: f name set.${name}) (builtins.attrNames set);
  inherit isFunction;
  toList = value: if builtins.isList value then value else [ value ];
  warn = message: builtins.trace "warning: ${message}";
  platforms.all = [ builtins.currentSystem ];
  platforms.unix = [ builtins.currentSystem ];
  licenses = {
    bsd3 = {
      shortName = "bsd3";
      spdxId = "BSD-3-Clause";
    };
    mit = {
      shortName = "mit";
      spdxId = "MIT";
    };
    publicDomain.shortName = "publicDomain";
  };
  removeSuffix =
    suffix: text:
    if hasSuffix suffix text then substring 0 (stringLength text - stringLength suffix) text else text;
  escapeShellArg = text: "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] (toString text)}'";
  fetchers.proxyImpureEnvVars = [
    "http_proxy"
    "https_proxy"
    "ftp_proxy"
    "all_proxy"
    "no_proxy"
  ];
  filterAttrs =
    predicate: set:
    removeAttrs set (builtins.filter (name: !predicate name set.${name}) (builtins.attrNames set));
  optionalAttrs = condition: set: if condition then set else { };
  optionalString = condition: text: if condition then text else "";
  removePrefix =
    prefix: text:
    if hasPrefix prefix text then substring (stringLength prefix) (stringLength text) text else text;
  stringToCharacters =
    text: builtins.genList (position: substring position 1 text) (stringLength text);
  toLower =
    text:
    builtins.replaceStrings (map (letter: letter.up) letters) (map (letter: letter.low) letters) text;
  versionOlder = a: b: builtins.compareVersions b a == 1;
  versions.majorMinor =
    version:
    let
      parts = builtins.splitVersion version;
    in
    "${builtins.elemAt parts 0}.${builtins.elemAt parts 1}";
}
