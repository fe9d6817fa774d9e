{
    "@name@" = {
      module = "@module@";
      /*@version@*/
      /*@path@*/
      /*@archive@*/
      /*@dir@*/
      /*@directory@*/
      /*@track@*/
      /*@versions@*/
      /*@go@*/
      /*@license@*/
      /*@hash@*/
      goMod = "@goMod@";
      /*@goSum@*/
      /*@goWork@*/
      /*@goWorkSum@*/
      /*@modules@*/
      /*@tags@*/
      /*@tests@*/
      /*@packages@*/
      /*@requires@*/
      /*@private@*/
      /*@where@*/
      /*@unsupported@*/
      /*@optionalTags@*/
    };
}
