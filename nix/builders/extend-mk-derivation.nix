/*
  extendMkDerivation :: { constructDrv, extendDrvArgs, ... } -> (attrs | (finalAttrs -> attrs)) -> derivation

  nixpkgs' own where it is there, since 25.05; else what buildLeaf needs of it, by the same names.
*/
{ lib }:
lib.extendMkDerivation or (
  {
    constructDrv,
    excludeDrvArgNames ? [ ],
    extendDrvArgs,
    inheritFunctionArgs ? true,
  }:
  {
    inherit constructDrv excludeDrvArgNames extendDrvArgs;
    __functor =
      _: argument:
      constructDrv (
        finalAttrs:
        let
          args = if lib.isFunction argument then argument finalAttrs else argument;
        in
        removeAttrs args excludeDrvArgNames // extendDrvArgs finalAttrs args
      );
    __functionArgs =
      assert !inheritFunctionArgs;
      { };
  }
)
